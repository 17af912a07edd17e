package io.nekoagents.ingest.view;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Waits until the view has read what is in the log now. Thread-safe. */
public final class CatchUp {

    private final LogEnds ends;
    private final AppliedOffsets applied;

    CatchUp(LogEnds ends, AppliedOffsets applied) {
        this.ends = ends;
        this.applied = applied;
    }

    /** Waits for what is in the log of these records; false when that did not happen in time. */
    public boolean await(KnownRecords<?> records, Duration longest) throws InterruptedException {
        return await(List.of(records.log()), longest);
    }

    /** False when that did not happen in time. */
    boolean await(Collection<TopicPartition> asked, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Optional<Map<TopicPartition, Long>> found = ends.of(asked, deadline);
        if (found.isEmpty()) {
            return false;
        }
        for (Map.Entry<TopicPartition, Long> end : found.get().entrySet()) {
            if (!applied.await(end.getKey(), end.getValue(), deadline)) {
                return false;
            }
        }
        return true;
    }
}
