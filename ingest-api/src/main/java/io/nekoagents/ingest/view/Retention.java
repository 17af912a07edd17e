package io.nekoagents.ingest.view;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records count as gone though the log still has them. It drops whole segments: a record that is due to go may
 * outlive the one that took it back, by weeks, and would count again in a view that is made anew.
 */
record Retention(InstantSource clock) {

    /** Of a compacted topic none: there the last record of a key stays. */
    boolean isOver(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> config = Source.of(record.topic()).topic().config();
        String kept = config.get("retention.ms");
        return kept != null
                && "delete".equals(config.get("cleanup.policy"))
                && Instant.ofEpochMilli(record.timestamp())
                        .isBefore(clock.instant().minusMillis(Long.parseLong(kept)));
    }
}
