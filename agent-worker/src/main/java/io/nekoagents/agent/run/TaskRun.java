package io.nekoagents.agent.run;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.control.Standing;
import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.execute.ActionExecutor;
import io.nekoagents.agent.execute.Pace;
import io.nekoagents.agent.frame.FrameStoreException;
import io.nekoagents.agent.log.ActionHistory;
import io.nekoagents.agent.log.EventLog;
import io.nekoagents.agent.log.LogUnavailableException;
import io.nekoagents.agent.policy.PastAction;
import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskState;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** One run of a task, from its queue record to its last event. */
final class TaskRun {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    /** Why a run of a worker that drains ends. */
    static final String DRAIN = "drain";

    private final Desk desk;
    private final StepLoop.Tools tools;
    private final Lease lease;
    private final QueuedTask task;
    private final Place place;
    private final RunLog log;
    private final Grant grant;
    private final AtomicReference<@Nullable StepLoop> loop = new AtomicReference<>();

    /** What a run needs of the worker besides the tools of its steps. */
    record Desk(
            String workerId,
            EventLog log,
            ActionHistory history,
            TaskStates states,
            ScheduledExecutorService heartbeats,
            Pace pace,
            HandBack handBack) {}

    TaskRun(Desk desk, StepLoop.Tools tools, Lease lease, Place place) {
        this.desk = desk;
        this.tools = tools;
        this.lease = lease;
        this.task = lease.task();
        this.place = place;
        String runId = "run_" + UUID.randomUUID().toString().replace("-", "");
        this.log = new RunLog(desk.log(), tools.clock(), task, runId);
        this.grant = new Grant(desk.states(), task.getTaskId(), runId, task.getDispatch());
    }

    /** Address of the room it runs in, empty if there is none. */
    String room() {
        return place instanceof Place.In(Room room) ? room.address() : "";
    }

    /** Ends every wait of the run: the worker drains. */
    void hurry() {
        grant.hurry();
    }

    Ending run() {
        long begun = System.nanoTime();
        Span span = tools.witness().run(task, desk.workerId(), log.runId());
        try (grant;
                Scope _ = span.makeCurrent();
                MDC.MDCCloseable _ = MDC.putCloseable(LogKeys.TASK_ID, task.getTaskId())) {
            Ending ending = conclude(carryOut());
            Duration length = Duration.ofNanos(System.nanoTime() - begun);
            tools.witness().ended(span, ending, steps(), length);
            tell(ending, length);
            return ending;
        }
    }

    /** The one line that a run leaves in the log; what was asked and answered is not for the log. */
    private void tell(Ending ending, Duration length) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue(LogKeys.EVENT, "run_ended")
                .addKeyValue(LogKeys.DURATION, length)
                .addKeyValue(LogKeys.ACTIONS_EXECUTED, steps())
                .addKeyValue(LogKeys.SUCCESS, ending instanceof Ending.Finished)
                .addKeyValue(LogKeys.RUN, log.runId())
                .addKeyValue(LogKeys.ENDING, ending.label());
        if (ending instanceof Ending.Failed(int _, Failure failure)) {
            line = line.addKeyValue(LogKeys.CODE, failure.getCode());
        }
        line.log("Run ended");
    }

    private Ending carryOut() {
        try {
            LOG.atInfo()
                    .addKeyValue(LogKeys.EVENT, "run_started")
                    .addKeyValue(LogKeys.RUN, log.runId())
                    .addKeyValue(LogKeys.ROOM, room())
                    .log("Run started");
            log.started(desk.workerId(), room(), lease.delivery());
            Standing standing = awaitGrant();
            return switch (standing) {
                case GRANTED -> carryOutIn(place);
                case WAITING -> new Ending.Interrupted("drained before the run was granted");
                case SUPERSEDED, CANCELLED, TIMED_OUT, ENDED -> new Ending.Stopped(standing);
            };
        } catch (LogUnavailableException e) {
            return new Ending.Interrupted(String.valueOf(e.getMessage()));
        } catch (RoomException e) {
            return retryable("room_unavailable", e.getMessage());
        } catch (FrameStoreException e) {
            return retryable("frame_store_unavailable", e.getMessage());
        } catch (RetryableRunException e) {
            return retryable(e.code(), e.getMessage());
        } catch (InterruptedException _) {
            return new Ending.Suspended(steps(), DRAIN);
        } catch (RuntimeException e) { // the edge of the run: a fault of ours must not take the slot with it
            LOG.atError()
                    .addKeyValue(LogKeys.TASK_ID, task.getTaskId())
                    .setCause(e)
                    .log("The run failed unexpectedly");
            return retryable("internal_error", e.toString());
        }
    }

    /** A lifecycle that does not answer may not have heard, or is down: it is told again. */
    private Standing awaitGrant() throws InterruptedException {
        Standing standing = grant.awaitAnswer(ASK_AGAIN);
        while (standing == Standing.WAITING && !tools.draining().getAsBoolean() && !lease.lost()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TASK_ID, task.getTaskId())
                    .addKeyValue(LogKeys.RUN, log.runId())
                    .log("The task lifecycle has not answered, is it running? The run is announced again");
            log.started(desk.workerId(), room(), lease.delivery());
            standing = grant.awaitAnswer(ASK_AGAIN);
        }
        return standing;
    }

    private Ending carryOutIn(Place where) throws RoomException, InterruptedException {
        return switch (where) {
            case Place.In(Room room) -> work(room);
            case Place.Elsewhere() -> new Ending.Suspended(0, "no room is free here");
            case Place.Nowhere(Failure failure) -> new Ending.Failed(0, failure);
        };
    }

    private Ending work(Room room) throws RoomException, InterruptedException {
        TaskState state = grant.state().orElseThrow();
        List<PastAction> history = history(state);
        ActionExecutor executor = new ActionExecutor(room, desk.pace());
        StepLoop steps = new StepLoop(tools, grant, log, room, executor, state.getAttempt(), history);
        loop.set(steps);
        ScheduledFuture<?> heartbeat = heartbeat();
        try {
            Interlude interlude = new Interlude(grant, log, room);
            interlude.rest(history.size(), false);
            if (grant.standing().over()) {
                return new Ending.Stopped(grant.standing());
            }
            if (interlude.due() || tools.draining().getAsBoolean()) { // a person may have the room
                return new Ending.Suspended(history.size(), DRAIN);
            }
            return act(room, steps, executor, state);
        } finally {
            heartbeat.cancel(false);
        }
    }

    private Ending act(Room room, StepLoop steps, ActionExecutor executor, TaskState state)
            throws RoomException, InterruptedException {
        try {
            room.takeControl();
            joined(room);
            if (steps.steps() == 0) {
                openStartPage(state, executor);
            }
            return steps.run();
        } finally {
            room.releaseControl();
            log.session().ifPresent(session -> log.left(session, desk.workerId()));
        }
    }

    private void joined(Room room) throws RoomException {
        Optional<String> session = log.session();
        if (session.isPresent()) {
            log.joined(session.get(), desk.workerId(), room.address(), room.screen());
        }
    }

    private void openStartPage(TaskState state, ActionExecutor executor) throws RoomException, InterruptedException {
        String page = state.getSpec().getOptions().getStartUrl();
        if (page != null) {
            executor.open(page);
            grant.rest(tools.settings().settle());
        }
    }

    private ScheduledFuture<?> heartbeat() {
        long every = tools.settings().heartbeat().toMillis();
        return desk.heartbeats().scheduleAtFixedRate(() -> log.alive(steps()), every, every, TimeUnit.MILLISECONDS);
    }

    private List<PastAction> history(TaskState state) {
        if (state.getAttempt() <= 1) {
            return List.of();
        }
        List<PastAction> history = new ArrayList<>();
        for (ActionTaken taken : desk.history().of(task.getTaskId(), Objects.requireNonNull(state.getStartedAt()))) {
            ActionJson.read(taken.getAction(), Optional.ofNullable(taken.getValue()), points(taken))
                    .ifPresent(action -> history.add(new PastAction(
                            taken.getStep(),
                            action,
                            Objects.requireNonNullElse(taken.getReason(), ""),
                            taken.getExecutedAt())));
        }
        LOG.atInfo()
                .addKeyValue(LogKeys.TASK_ID, task.getTaskId())
                .addKeyValue(LogKeys.ATTEMPT, state.getAttempt())
                .addKeyValue(LogKeys.ACTIONS_EXECUTED, history.size())
                .log("Going on where an earlier run left off");
        return history;
    }

    private static List<io.nekoagents.agent.action.Point> points(ActionTaken taken) {
        return taken.getPositions().stream()
                .map(point -> new io.nekoagents.agent.action.Point(point.getX(), point.getY()))
                .toList();
    }

    /** Says how the run ended, then settles the queue's record; a record that was not said goodbye to comes again. */
    private Ending conclude(Ending ending) {
        try {
            switch (ending) {
                case Ending.Finished(int steps, Optional<String> answer) -> log.finished(steps, answer);
                case Ending.Failed(int steps, Failure failure) -> log.failed(steps, failure);
                case Ending.Suspended(int steps, String reason) -> log.suspended(steps, reason);
                case Ending.Stopped _ -> {}
                case Ending.Interrupted _ -> {
                    desk.handBack().later(lease);
                    return ending;
                }
            }
            lease.complete();
            return ending;
        } catch (LogUnavailableException e) {
            desk.handBack().later(lease);
            return new Ending.Interrupted(String.valueOf(e.getMessage()));
        }
    }

    private Ending retryable(String code, @Nullable String message) {
        return new Ending.Failed(steps(), new Failure(code, String.valueOf(message), true));
    }

    private int steps() {
        StepLoop steps = loop.get();
        return steps == null ? 0 : steps.steps();
    }
}
