package io.nekoagents.ingest.view;

import io.nekoagents.ingest.view.TaskSignals.Follower;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Answers about tasks, from what was read of the log so far. Thread-safe. */
public final class TaskView {

    private final ViewStore store;
    private final RecordReader reader;
    private final Partitions partitions;
    private final AppliedOffsets applied;
    private final TaskSignals signals;
    private final CatchUp catchUp;
    private final ViewTail tail;

    TaskView(
            ViewStore store,
            RecordReader reader,
            Partitions partitions,
            AppliedOffsets applied,
            TaskSignals signals,
            CatchUp catchUp,
            ViewTail tail) {
        this.store = store;
        this.reader = reader;
        this.partitions = partitions;
        this.applied = applied;
        this.signals = signals;
        this.catchUp = catchUp;
        this.tail = tail;
    }

    /** The task as the view knows it now. */
    public Optional<KnownTask> find(String taskId) {
        // The state replaces the pending command in one write: who misses both looked in between.
        return stated(taskId).or(() -> pending(taskId)).or(() -> stated(taskId));
    }

    /** Waits until the commands that are in the log now are applied; false when that did not happen in time. */
    public boolean awaitCommands(String taskId, Duration longest) throws InterruptedException {
        return awaitEnd(List.of(partitions.of(Source.COMMANDS, taskId)), longest);
    }

    /**
     * Waits until a command is applied; false when that did not happen in time.
     *
     * @param offset of the command in its partition; negative if the broker did not say
     */
    public boolean awaitCommand(String taskId, long offset, Duration longest) throws InterruptedException {
        return offset < 0
                ? awaitCommands(taskId, longest)
                : applied.await(
                        partitions.of(Source.COMMANDS, taskId), offset + 1, System.nanoTime() + longest.toNanos());
    }

    /** Waits until the actions and frames that are in the log now are applied; false when that did not happen in time. */
    public boolean awaitRecords(String taskId, Duration longest) throws InterruptedException {
        return awaitEnd(List.of(partitions.of(Source.ACTIONS, taskId), partitions.of(Source.FRAMES, taskId)), longest);
    }

    private boolean awaitEnd(List<TopicPartition> asked, Duration longest) throws InterruptedException {
        return catchUp.await(asked, longest);
    }

    /** The newest tasks, or the next ones after a place in the list. */
    public TaskPage list(TaskFilter filter, @Nullable PageKey after, int limit) {
        return new TaskIndex(store, this::find).page(filter, after, limit);
    }

    /** The first offset of the task's facts that is not known yet. */
    public long nextFact(String taskId) {
        return applied.next(partitions.of(Source.FACTS, taskId));
    }

    /** The task's facts in order, from an offset on. */
    public List<HistoryEntry<SpecificRecord>> facts(String taskId, long from) {
        return history(Source.FACTS, Column.FACTS, SpecificRecord.class, taskId, from);
    }

    /** The task's actions in the order of the log, those that do not count included, from an offset on. */
    public List<HistoryEntry<ActionTaken>> actions(String taskId, long from) {
        return history(Source.ACTIONS, Column.ACTIONS, ActionTaken.class, taskId, from);
    }

    /** The task's frames in the order of the log, from an offset on. */
    public List<HistoryEntry<FrameCaptured>> frames(String taskId, long from) {
        return history(Source.FRAMES, Column.FRAMES, FrameCaptured.class, taskId, from);
    }

    /** Follows what is new of a task, until closed. */
    public Follower follow(String taskId) {
        return signals.follow(taskId);
    }

    /** Wakes all who follow, that they look whether they are still to wait. */
    public void wakeFollowers() {
        signals.signalAll();
    }

    /** Whether the view still follows the log, however far behind. */
    public boolean alive() {
        return tail.alive();
    }

    /** Whether everything is known that was in the log when this process started. */
    public boolean caughtUp() {
        return tail.caughtUp();
    }

    /** Records of the log that are yet to be read, as far as the last fetch told. */
    public long lag() {
        return tail.lag();
    }

    private Optional<KnownTask> stated(String taskId) {
        return Optional.ofNullable(store.get(Column.STATES, Keys.id(taskId)))
                .map(value -> new KnownTask.Stated(reader.state(value)));
    }

    private Optional<KnownTask> pending(String taskId) {
        return Optional.ofNullable(store.get(Column.PENDING, Keys.id(taskId)))
                .map(value -> new KnownTask.Pending(reader.submission(value)));
    }

    private <V extends SpecificRecord> List<HistoryEntry<V>> history(
            Source source, Column column, Class<V> type, String taskId, long from) {
        List<HistoryEntry<V>> entries = new ArrayList<>();
        store.scan(
                column,
                Keys.history(taskId, from),
                Keys.history(taskId, Long.MAX_VALUE),
                (key, value) ->
                        entries.add(new HistoryEntry<>(Keys.offset(key), type.cast(reader.read(source, value)))));
        return entries;
    }
}
