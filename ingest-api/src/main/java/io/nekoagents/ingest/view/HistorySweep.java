package io.nekoagents.ingest.view;

import io.nekoagents.ingest.view.HistoryKind.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what has left the log out of the store, which then is as one that is made anew. */
record HistorySweep(ViewStore store, RecordReader reader) {

    private static final Logger LOG = LoggerFactory.getLogger(HistorySweep.class);

    /** So many deletions are written at a time. */
    private static final int CHUNK = 2_000;

    /** @param begins the first offset that the log still has, by partition */
    void forgetBefore(Map<TopicPartition, Long> begins) {
        try (WriteBatch writes = new WriteBatch()) {
            for (HistoryKind kind : HistoryKind.values()) {
                forget(kind, begins, writes);
            }
            store.write(writes);
        }
    }

    private void forget(HistoryKind kind, Map<TopicPartition, Long> begins, WriteBatch writes) {
        store.scan(kind.records(), new byte[0], null, (key, value) -> {
            LogPlace place = LogPlace.of(key);
            Source source = place.fact() ? kind.facts() : kind.commands();
            TopicPartition log = new TopicPartition(source.topic().name(), place.partition());
            if (place.offset() < begins.getOrDefault(log, 0L)) {
                store.delete(writes, kind.records(), key);
                subject(kind, source, value).ifPresent(subject -> unlist(kind, subject, writes));
                if (writes.count() >= CHUNK) {
                    store.write(writes);
                    writes.clear();
                }
            }
            return true;
        });
    }

    private void unlist(HistoryKind kind, Subject subject, WriteBatch writes) {
        Instant asked = subject.askedAt();
        if (asked != null) {
            store.delete(writes, kind.times(), Keys.time(subject.tenant(), asked, subject.id()));
        }
    }

    private Optional<Subject> subject(HistoryKind kind, Source source, byte[] value) {
        try {
            return kind.subjectOf(reader.read(source, value));
        } catch (SerializationException e) {
            LOG.atWarn().setCause(e).log("A record that leaves the view cannot be read any more");
            return Optional.empty();
        }
    }
}
