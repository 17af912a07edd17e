package io.nekoagents.schema.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class OffsetLedgerTest {

    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition TWO = new TopicPartition("t", 2);

    private final OffsetLedger offsets = new OffsetLedger();
    private final CompletableFuture<Void> slow = new CompletableFuture<>();
    private final CompletableFuture<Void> quick = CompletableFuture.completedFuture(null);

    @Test
    void nothingIsCommittedBeyondTheFirstRecordThatHasNoAnswer() {
        offsets.take(ONE, 7, "ep_1", quick);
        offsets.take(ONE, 8, "ep_2", slow);
        offsets.take(ONE, 9, "ep_3", quick);
        offsets.take(TWO, 3, "ep_4", quick);

        assertThat(offsets.settled()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(8), TWO, new OffsetAndMetadata(4)));
        offsets.committed(offsets.settled());
        assertThat(offsets.settled()).isEmpty();
        assertThat(offsets.open()).isEqualTo(1);

        slow.complete(null);
        assertThat(offsets.settled()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(10)));
    }

    @Test
    void whoeverHasThePartitionNextReadsAgainWhatIsNotCommitted() {
        offsets.take(ONE, 7, "ep_1", quick);
        offsets.committed(offsets.settled());
        offsets.take(ONE, 8, "ep_2", slow);
        offsets.take(ONE, 9, "ep_3", quick);
        offsets.take(TWO, 3, "ep_4", slow);

        assertThat(offsets.forget(List.of(ONE))).containsExactly("ep_2", "ep_3");
        assertThat(offsets.open()).isEqualTo(1);
    }

    @Test
    void aRecordThatCouldNotBeAnsweredIsNotCommitted() {
        offsets.take(ONE, 8, "ep_2", slow);

        slow.completeExceptionally(new IllegalStateException("no"));

        assertThat(offsets.failed()).isTrue();
        assertThat(offsets.settled()).isEmpty();
    }
}
