package io.nekoagents.ingest.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker how far the log reaches. */
record LogEnds(Admin admin) {

    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);

    /** The offsets after the last committed records; empty if the broker does not say so by the deadline. */
    Optional<Map<TopicPartition, Long>> of(Collection<TopicPartition> partitions, long deadlineNanos)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return Optional.of(ends);
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e.getCause()).log("The broker did not tell the log's end");
            return Optional.empty();
        } catch (TimeoutException _) {
            LOG.warn("The broker did not tell the log's end in time");
            return Optional.empty();
        }
    }
}
