package io.nekoagents.agent.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.log.EventLog;
import io.nekoagents.agent.log.LogUnavailableException;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.run.Worker;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens in every room of the pool and answers there. */
public final class ChatDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChatDesk.class);

    private final EventLog log;
    private final TaskStates states;
    private final Worker worker;
    private final InstantSource clock;
    private final ExecutorService answers = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("chat-desk").daemon(true).factory());
    private final List<Room.Subscription> subscriptions;

    public ChatDesk(RoomPool rooms, EventLog log, TaskStates states, Worker worker, InstantSource clock) {
        this.log = log;
        this.states = states;
        this.worker = worker;
        this.clock = clock;
        this.subscriptions = rooms.all().stream()
                .map(room -> listen(room.name(), room.room()))
                .toList();
    }

    private Room.Subscription listen(String name, Room room) {
        return room.listen(line -> ChatCommand.parse(line.text())
                .ifPresent(command -> answers.execute(() -> answer(name, room, line, command))));
    }

    private void answer(String name, Room room, Room.Line line, ChatCommand command) {
        try {
            Optional<String> task = worker.taskIn(room.address());
            switch (command) {
                case ChatCommand.Task(String words) -> room.say(submit(name, room, line, words));
                case ChatCommand.Status() -> room.say(status(task));
                case ChatCommand.Stop() -> {
                    if (task.isPresent()) {
                        room.say(stop(task.get()));
                    }
                }
            }
        } catch (RoomException | LogUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ROOM, room.address())
                    .setCause(e)
                    .log("A chat command was not carried out");
        }
    }

    /** Every worker in the room hears the same line; the id made of it lets all of them submit one task. */
    private String submit(String name, Room room, Room.Line line, String words) {
        String id = UUID.nameUUIDFromBytes((room.address() + "\n" + line.id()).getBytes(UTF_8))
                .toString()
                .replace("-", "");
        TaskSpec spec = TaskSpec.newBuilder()
                .setTask(words)
                .setOptions(TaskOptions.newBuilder().setSessionId(name).build())
                .build();
        List<Violation> violations = TaskRules.violations(spec);
        if (!violations.isEmpty()) {
            return "Not understood: " + violations.getFirst().field() + " "
                    + violations.getFirst().message();
        }
        String taskId = "task_" + id;
        Instant now = clock.instant();
        log.append(
                Topics.TASK_COMMANDS,
                taskId,
                SubmitTask.newBuilder()
                        .setTaskId(taskId)
                        .setSpec(spec)
                        .setRequestedAt(now)
                        .build());
        return "Queued: " + taskId;
    }

    private String stop(String taskId) {
        log.append(
                Topics.TASK_COMMANDS,
                taskId,
                CancelTask.newBuilder()
                        .setTaskId(taskId)
                        .setTenant(states.lastKnown(taskId)
                                .map(TaskState::getTenant)
                                .orElse("default"))
                        .setReason("stopped in the room's chat")
                        .setRequestedAt(clock.instant())
                        .build());
        return "Stopping: " + taskId;
    }

    private String status(Optional<String> taskId) {
        return taskId.flatMap(states::lastKnown)
                .map(state -> "Running: " + state.getTaskId() + ", step " + state.getSteps() + " of "
                        + state.getSpec().getMaxSteps())
                .orElse("Idle");
    }

    @Override
    public void close() {
        subscriptions.forEach(Room.Subscription::close);
        answers.shutdownNow();
    }
}
