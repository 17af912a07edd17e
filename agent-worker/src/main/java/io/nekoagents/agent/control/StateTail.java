package io.nekoagents.agent.control;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.connect.TailBeginning;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tails the task states from a day back, which is the longest a task may run: a worker that has just started then knows in
 * which room a redelivered task was at work.
 */
public final class StateTail implements TaskStates, AutoCloseable {

    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final StateBoard board = new StateBoard();
    private final InstantSource clock;
    private final LogTail<TaskState> tail;

    public StateTail(KafkaConnection connection, SchemaRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.tail = new LogTail<>(connection, registry, Topics.TASK_STATE, "neko-agent-task-states", this::read);
    }

    /** Starts reading; the result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        return tail.start(TailBeginning.since(clock.instant().minus(LOOK_BACK)));
    }

    @Override
    public Optional<TaskState> lastKnown(String taskId) {
        return board.lastKnown(taskId);
    }

    @Override
    public Watch watch(String taskId, Consumer<TaskState> listener) {
        return board.watch(taskId, listener);
    }

    private void read(String taskId, @Nullable TaskState state) {
        if (state == null) {
            board.forget(taskId);
        } else {
            board.publish(state);
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
