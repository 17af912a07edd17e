package io.nekoagents.ingest.view;

import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.webhook.WebhookDue;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.WriteBatch;

/** Turns records, in the order of the log, into one write of the store. Reads of the store see the batch's own writes. */
final class ViewBatch implements AutoCloseable {

    static final byte[] NOTHING = {};

    private static final List<Column> HISTORIES =
            List.of(Column.FACTS, Column.ACTIONS, Column.FRAMES, Column.WEBHOOKS, Column.WEBHOOK_ATTEMPTS);

    private final ViewStore store;
    private final RecordReader reader;
    private final Workload workload;
    private final WriteBatch writes = new WriteBatch();
    private final Changes changes = new Changes();
    private final DeliveryBatch deliveries;
    private final Map<Column, Map<String, Optional<byte[]>>> own = new EnumMap<>(Map.of(
            Column.PENDING, new HashMap<>(),
            Column.STATES, new HashMap<>(),
            Column.PENDING_SESSIONS, new HashMap<>(),
            Column.SESSIONS, new HashMap<>()));

    ViewBatch(ViewStore store, RecordReader reader, Partitions partitions, Workload workload) {
        this.store = store;
        this.reader = reader;
        this.workload = workload;
        this.deliveries = new DeliveryBatch(store, reader, partitions);
    }

    /**
     * @param value null where the log deletes the key
     * @throws org.apache.kafka.common.errors.SerializationException if it cannot be read; nothing of it is applied
     */
    void add(Source source, String key, int partition, long offset, byte @Nullable [] value) {
        switch (source) {
            case COMMANDS -> command(key, value);
            case STATES -> state(key, value);
            case FACTS, ACTIONS, FRAMES -> {
                var _ = history(source, key, offset, value);
            }
            case WORKERS -> worker(key, value);
            case KEYS, WEBHOOK_SECRETS, DATASETS, CAPTURE_CONFIG, VOICES -> known(source, key, value);
            case WEBHOOKS ->
                history(source, key, offset, value).ifPresent(due -> deliveries.due(key, offset, (WebhookDue) due));
            case WEBHOOK_ATTEMPTS -> history(source, key, offset, value).ifPresent(said -> deliveries.said(key, said));
            case CAPTURE_COMMANDS, EPISODES -> told(HistoryKind.EPISODES, source, key, partition, offset, value);
            case SPEECH_REQUESTS, SPEECH_EVENTS -> told(HistoryKind.SPEECH, source, key, partition, offset, value);
            case SESSION_COMMANDS -> sessionCommand(key, value);
            case SESSION_STATES -> sessionState(key, value);
        }
    }

    /** Writes everything; the changes are then to be made in memory. */
    Changes write(Map<byte[], byte[]> meta) {
        meta.forEach((key, value) -> store.put(writes, Column.META, key, value));
        workload.keep(changes, store, writes);
        deliveries.place(writes, changes);
        store.write(writes);
        return changes;
    }

    /** Of several submissions of one task the first sound one counts, as it does for the lifecycle. */
    private void command(String key, byte @Nullable [] value) {
        if (value == null || !(reader.read(Source.COMMANDS, value) instanceof SubmitTask submit)) {
            return;
        }
        boolean sound =
                submit.getTaskId().equals(key) && TaskRules.violations(submit).isEmpty();
        if (!sound || own(Column.STATES, key) != null || own(Column.PENDING, key) != null) {
            return;
        }
        putOwn(Column.PENDING, key, value);
        index(
                submit.getTenant(),
                key,
                submit.getRequestedAt(),
                TaskStatus.QUEUED,
                submit.getSpec().getMode());
        open(key, true);
        changes.touched.add(key);
    }

    private void state(String key, byte @Nullable [] value) {
        if (value == null) {
            forget(key);
            return;
        }
        TaskState state = reader.state(value);
        byte[] pending = own(Column.PENDING, key);
        if (pending != null) {
            removeFromIndex(key, new KnownTask.Pending(reader.submission(pending)));
            deleteOwn(Column.PENDING, key);
        }
        putOwn(Column.STATES, key, value);
        index(
                state.getTenant(),
                key,
                state.getRequestedAt(),
                state.getStatus(),
                state.getSpec().getMode());
        boolean ended = KnownTask.ended(state.getStatus());
        if (ended && isOpen(key)) {
            duration(state).ifPresent(changes.durations::add);
        }
        open(key, !ended);
        changes.touched.add(key);
    }

    private static Optional<Duration> duration(TaskState state) {
        Instant started = state.getStartedAt();
        Instant finished = state.getFinishedAt();
        return started == null || finished == null
                ? Optional.empty()
                : Optional.of(Duration.between(started, finished)).filter(each -> !each.isNegative());
    }

    private void forget(String key) {
        byte[] state = own(Column.STATES, key);
        byte[] pending = own(Column.PENDING, key);
        if (state != null) {
            removeFromIndex(key, new KnownTask.Stated(reader.state(state)));
        } else if (pending != null) {
            removeFromIndex(key, new KnownTask.Pending(reader.submission(pending)));
        }
        deleteOwn(Column.STATES, key);
        deleteOwn(Column.PENDING, key);
        for (Column history : HISTORIES) {
            store.deleteRange(writes, history, Keys.history(key, 0), Keys.history(key, Long.MAX_VALUE));
        }
        deliveries.forget(key);
        open(key, false);
        changes.touched.add(key);
    }

    private Optional<SpecificRecord> history(Source source, String key, long offset, byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        SpecificRecord readable = reader.read(source, value);
        store.put(writes, source.column(), Keys.history(key, offset), value);
        changes.touched.add(key);
        return Optional.of(readable);
    }

    /** A record under another key than its own is in no order with the others, and counts for nothing. */
    private void told(
            HistoryKind kind, Source source, String key, int partition, long offset, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        kind.subjectOf(reader.read(source, value))
                .filter(subject -> subject.key().equals(key))
                .ifPresent(subject -> {
                    LogPlace place = new LogPlace(source == kind.facts(), partition, offset);
                    store.put(writes, kind.records(), Keys.told(subject.tenant(), subject.id(), place), value);
                    Instant asked = subject.askedAt();
                    if (asked != null) {
                        store.put(writes, kind.times(), Keys.time(subject.tenant(), asked, subject.id()), Keys.id(key));
                    }
                });
    }

    private void worker(String key, byte @Nullable [] value) {
        if (value == null) {
            store.delete(writes, Column.WORKERS, Keys.id(key));
            changes.workers.put(key, Optional.empty());
        } else {
            changes.workers.put(key, Optional.of(reader.heartbeat(value)));
            store.put(writes, Column.WORKERS, Keys.id(key), value);
        }
    }

    private void known(Source source, String key, byte @Nullable [] value) {
        Map<String, Optional<SpecificRecord>> known = changes.known.computeIfAbsent(source, _ -> new HashMap<>());
        if (value == null) {
            store.delete(writes, source.column(), Keys.id(key));
            known.put(key, Optional.empty());
        } else {
            known.put(key, Optional.of(reader.read(source, value)));
            store.put(writes, source.column(), Keys.id(key), value);
        }
    }

    /** Of several commands the first sound one counts, as it does for whoever keeps sessions. */
    private void sessionCommand(String key, byte @Nullable [] value) {
        if (value == null || !(reader.read(Source.SESSION_COMMANDS, value) instanceof OpenSession open)) {
            return;
        }
        boolean sound =
                open.getSessionId().equals(key) && SessionRules.violations(open).isEmpty();
        if (sound && own(Column.SESSIONS, key) == null && own(Column.PENDING_SESSIONS, key) == null) {
            known(Source.SESSION_COMMANDS, key, value);
            ownOf(Column.PENDING_SESSIONS).put(key, Optional.of(value));
        }
    }

    private void sessionState(String key, byte @Nullable [] value) {
        known(Source.SESSION_STATES, key, value);
        known(Source.SESSION_COMMANDS, key, null);
        ownOf(Column.SESSIONS).put(key, Optional.ofNullable(value));
        ownOf(Column.PENDING_SESSIONS).put(key, Optional.empty());
    }

    private void index(String tenant, String key, Instant createdAt, TaskStatus status, TaskMode mode) {
        store.put(writes, Column.TIMES, Keys.time(tenant, createdAt, key), new Labels(status, mode).bytes());
    }

    private void removeFromIndex(String key, KnownTask task) {
        store.delete(writes, Column.TIMES, Keys.time(task.tenant(), task.createdAt(), key));
    }

    private boolean isOpen(String key) {
        return changes.open.getOrDefault(key, workload.isOpen(key));
    }

    private void open(String key, boolean open) {
        if (isOpen(key) != open) {
            changes.open.put(key, open);
            if (open) {
                store.put(writes, Column.OPEN, Keys.id(key), NOTHING);
            } else {
                store.delete(writes, Column.OPEN, Keys.id(key));
            }
        }
    }

    private byte @Nullable [] own(Column column, String key) {
        Optional<byte[]> written = ownOf(column).get(key);
        return written == null ? store.get(column, Keys.id(key)) : written.orElse(null);
    }

    private void putOwn(Column column, String key, byte[] value) {
        ownOf(column).put(key, Optional.of(value));
        store.put(writes, column, Keys.id(key), value);
    }

    private void deleteOwn(Column column, String key) {
        ownOf(column).put(key, Optional.empty());
        store.delete(writes, column, Keys.id(key));
    }

    private Map<String, Optional<byte[]>> ownOf(Column column) {
        return Objects.requireNonNull(own.get(column));
    }

    @Override
    public void close() {
        writes.close();
    }
}
