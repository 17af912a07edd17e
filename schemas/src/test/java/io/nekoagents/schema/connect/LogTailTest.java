package io.nekoagents.schema.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading a topic of two states, with a consumer that fails after them. */
@Timeout(30)
final class LogTailTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TOPIC = Topics.SESSION_STATE.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<SessionState> serde = AvroSerde.of(Topics.SESSION_STATE, registry);
    private final List<MockConsumer<String, byte[]>> consumers = new CopyOnWriteArrayList<>();
    private final List<Long> told = new CopyOnWriteArrayList<>();

    @Test
    void goesOnAfterAFailureWhereItWas() {
        registry.register(Topics.SESSION_STATE.subject(), Topics.SESSION_STATE.schema());
        Function<IsolationLevel, Consumer<String, byte[]>> opening = this::open;
        try (LogTail<SessionState> tail = new LogTail<>(Topics.SESSION_STATE, registry, "test", opening, this::hear)) {
            // Given
            tail.start().join();
            assertThat(told).containsExactly(0L, 1L);

            // When
            consumers.getFirst().setPollException(new KafkaException("the broker is away"));
            await().until(() -> consumers.size() == 2);
            await().until(() -> told.contains(2L));

            // Then
            assertThat(told).containsExactly(0L, 1L, 2L);
        }
    }

    private void hear(String id, @Nullable SessionState state) {
        told.add(Objects.requireNonNull(state, id).getVersion());
    }

    /** The second one finds a state that was written meanwhile. */
    private MockConsumer<String, byte[]> open(IsolationLevel isolation) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(0, "localhost", 1);
        consumer.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        long end = isolation == IsolationLevel.READ_UNCOMMITTED || consumers.isEmpty() ? 2 : 3;
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumer.schedulePollTask(() -> {
            for (long offset = 0; offset < end; offset++) {
                byte[] value = serde.serializer().serialize(TOPIC, state(offset));
                consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "sess_1", value));
            }
        });
        if (isolation == IsolationLevel.READ_COMMITTED) {
            consumers.add(consumer);
        }
        return consumer;
    }

    private static SessionState state(long version) {
        return SessionState.newBuilder()
                .setSessionId("sess_1")
                .setVersion(version)
                .setStatus(SessionStatus.OPEN)
                .setSpec(SessionSpec.newBuilder().build())
                .setRequestedAt(NOW)
                .setUpdatedAt(NOW)
                .build();
    }
}
