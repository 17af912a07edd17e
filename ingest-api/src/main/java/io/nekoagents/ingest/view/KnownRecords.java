package io.nekoagents.ingest.view;

import io.nekoagents.schema.topic.Topic.Layout;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The last record of each key of a small compacted topic; kept in memory beside the store, that each request can ask.
 * Thread-safe.
 */
public final class KnownRecords<V extends SpecificRecord> {

    private final Map<String, V> records = new ConcurrentHashMap<>();
    private final Source source;
    private final Class<V> type;
    private final AppliedOffsets applied;
    private volatile boolean settled;

    private KnownRecords(Source source, Class<V> type, AppliedOffsets applied) {
        if (source.topic().layout() != Layout.SINGLE) {
            throw new IllegalArgumentException(source.topic().name() + " has more than one partition");
        }
        this.source = source;
        this.type = type;
        this.applied = applied;
    }

    static <V extends SpecificRecord> KnownRecords<V> load(
            Source source, Class<V> type, ViewStore store, RecordReader reader, AppliedOffsets applied) {
        KnownRecords<V> known = new KnownRecords<>(source, type, applied);
        store.scan(source.column(), new byte[0], null, (id, value) -> {
            known.records.put(Keys.id(id), type.cast(reader.read(source, value)));
            return true;
        });
        return known;
    }

    /** Whether the log was read once to its end: before that a record may be missing, or have been deleted meanwhile. */
    public boolean settled() {
        return settled;
    }

    public Optional<V> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    /** Each of them, in no order. */
    public Stream<V> all() {
        return records.values().stream();
    }

    /** Waits until what was written at an offset is known here; false when that did not happen in time. */
    public boolean await(long offset, Duration longest) throws InterruptedException {
        return applied.await(log(), offset + 1, System.nanoTime() + longest.toNanos());
    }

    /** Where they are written. */
    TopicPartition log() {
        return new TopicPartition(source.topic().name(), 0);
    }

    /** How much of the log is known here: all before that offset. */
    long reach() {
        return applied.next(log());
    }

    /** Waits until more is known than before that offset, of whatever key; false when nothing came by then. */
    boolean awaitMore(long reach, long deadlineNanos) throws InterruptedException {
        return applied.await(log(), reach + 1, deadlineNanos);
    }

    void settle() {
        settled = true;
    }

    void apply(Changes changes) {
        changes.known
                .getOrDefault(source, Map.of())
                .forEach((id, record) ->
                        record.ifPresentOrElse(known -> records.put(id, type.cast(known)), () -> records.remove(id)));
    }
}
