package io.nekoagents.agent.run;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.control.Standing;
import io.nekoagents.agent.execute.ActionExecutor;
import io.nekoagents.agent.execute.ActionRefusedException;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.PastAction;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.agent.room.View;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import java.awt.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes, decides, acts and records, step by step, for as long as the run is granted its task. */
final class StepLoop {

    private static final Logger LOG = LoggerFactory.getLogger(StepLoop.class);

    private final Tools tools;
    private final Grant grant;
    private final RunLog log;
    private final Room room;
    private final ActionExecutor executor;
    private final Interlude interlude;
    private final ProgressGuard progress;
    private final List<PastAction> history;
    private final int attempt;

    private long lastSeen = -1;
    private Instant freshFrom = Instant.MIN;
    private long lastActed;

    /**
     * What every run of a worker shares.
     *
     * @param draining whether the worker lets go of its tasks
     * @param witness of how long each part of a step takes
     */
    record Tools(
            Policy policy,
            FrameRecorder frames,
            RunSettings settings,
            InstantSource clock,
            BooleanSupplier draining,
            RunWitness witness) {}

    /** @param history what earlier runs of the task did */
    StepLoop(
            Tools tools,
            Grant grant,
            RunLog log,
            Room room,
            ActionExecutor executor,
            int attempt,
            List<PastAction> history) {
        this.tools = tools;
        this.grant = grant;
        this.log = log;
        this.room = room;
        this.executor = executor;
        this.interlude = new Interlude(grant, log, room);
        this.attempt = attempt;
        this.history = new ArrayList<>(history);
        this.progress = new ProgressGuard(tools.settings().noProgress());
        this.lastActed = System.nanoTime();
    }

    int steps() {
        return history.size();
    }

    /** Goes on until the task is done or the run is over. */
    Ending run() throws RoomException, InterruptedException {
        while (true) {
            Optional<Ending> over = over();
            if (over.isPresent()) {
                return over.get();
            }
            if (interlude.due()) {
                interlude.rest(history.size(), true);
                freshFrom = tools.clock().instant();
                continue;
            }
            View view = room.look(lastSeen, tools.settings().frameWait());
            lastSeen = view.sequence();
            if (view.at().isBefore(freshFrom)) {
                continue;
            }
            Optional<Ending> ended = step(view);
            if (ended.isPresent()) {
                return ended.get();
            }
        }
    }

    private Optional<Ending> step(View view) throws RoomException, InterruptedException {
        try (RunWitness.Part _ = tools.witness().step(history.size() + 1)) {
            Decision decision = decide(view);
            RunTrace.decided(decision);
            return carryOut(decision, view);
        }
    }

    private Optional<Ending> carryOut(Decision decision, View view) throws RoomException, InterruptedException {
        return switch (decision) {
            case Decision.Act act -> act(act, view);
            case Decision.Finish(Optional<String> answer) -> finish(answer, view);
            case Decision.Wait(Duration rest, String reason) -> {
                LOG.atDebug()
                        .addKeyValue(LogKeys.TASK_ID, log.taskId())
                        .addKeyValue(LogKeys.REASON, reason)
                        .log("Waiting");
                grant.rest(rest);
                yield Optional.empty();
            }
            case Decision.GiveUp(String code, String message) -> Optional.of(failed(code, message, false));
        };
    }

    private Decision decide(View view) throws InterruptedException {
        TaskSpec spec = spec();
        StepContext context = new StepContext(
                spec.getTask(),
                space(spec),
                history.size() + 1,
                spec.getMaxSteps(),
                spec.getOptions().getRefinementSteps(),
                List.copyOf(history),
                Duration.ofNanos(System.nanoTime() - lastActed),
                clipboard());
        try (RunWitness.Part _ = tools.witness().part("decide")) {
            return tools.policy().decide(new Observation(view.image(), view.at(), view.sequence()), context);
        } catch (PolicyException e) {
            if (e.retryable()) {
                throw new RetryableRunException(e.code(), e.getMessage());
            }
            return new Decision.GiveUp(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** A room may keep its clipboard to itself; the policy then goes without. */
    private Optional<String> clipboard() {
        boolean copied = !history.isEmpty() && history.getLast().action() instanceof Action.Copy;
        if (!copied) {
            return Optional.empty();
        }
        try {
            return Optional.of(room.clipboard());
        } catch (RoomException e) {
            LOG.atInfo().addKeyValue(LogKeys.TASK_ID, log.taskId()).setCause(e).log("What was copied is not known");
            return Optional.empty();
        }
    }

    private Optional<Ending> act(Decision.Act act, View view) throws RoomException, InterruptedException {
        TaskSpec spec = spec();
        if (!space(spec).allows(act.action())) {
            return Optional.of(failed(
                    "action_not_allowed",
                    "The policy chose " + ActionJson.nameOf(act.action()) + ", which is not of mode " + spec.getMode(),
                    false));
        }
        if (history.size() >= spec.getMaxSteps()) {
            return Optional.of(failed("step_limit_reached", "Not done after " + spec.getMaxSteps() + " steps", false));
        }
        if (progress.stuck(act.action(), view.image())) {
            return Optional.of(failed(
                    "no_progress",
                    "The same action changed nothing " + tools.settings().noProgress() + " times: " + act.reason(),
                    false));
        }
        Optional<Ending> over = over();
        if (over.isPresent() || interlude.due()) {
            return over;
        }
        return take(act, view);
    }

    private Optional<Ending> take(Decision.Act act, View view) throws RoomException, InterruptedException {
        Instant plannedAt = tools.clock().instant();
        String frameId = keep(view, history.size() + 1);
        String refusal = execute(act.action());
        ActionOutcome outcome = refusal == null ? ActionOutcome.EXECUTED : ActionOutcome.REFUSED;
        record(act, outcome, frameId, plannedAt);
        if (refusal != null) {
            return Optional.of(failed("action_refused", refusal, false));
        }
        lastActed = System.nanoTime();
        grant.rest(tools.settings().settle());
        return Optional.empty();
    }

    private @Nullable String execute(Action action) throws RoomException, InterruptedException {
        try (RunWitness.Part _ = tools.witness().part("act")) {
            executor.execute(action);
            return null;
        } catch (ActionRefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void record(Decision.Act act, ActionOutcome outcome, @Nullable String frameId, Instant plannedAt)
            throws RoomException {
        int number = history.size() + 1;
        Dimension screen = room.screen();
        log.took(new RunLog.Step(
                number,
                attempt,
                act.action(),
                outcome,
                act.reason(),
                act.rawOutput().orElse(null),
                act.refinements(),
                frameId,
                screen,
                plannedAt));
        history.add(new PastAction(number, act.action(), act.reason(), plannedAt));
        log.alive(history.size());
        announce(act.action());
        narrate(number, act.action());
        LOG.atInfo()
                .addKeyValue(LogKeys.TASK_ID, log.taskId())
                .addKeyValue(LogKeys.STEP, number)
                .addKeyValue(LogKeys.ACTION, ActionJson.nameOf(act.action()))
                .log("Step taken");
    }

    /** The last word is an action, too: those who watch the room and those who learn from it want to see it. */
    private Optional<Ending> finish(Optional<String> answer, View view) throws RoomException {
        String frameId = keep(view, history.size() + 1);
        Action last = answer.<Action>map(Action.Answer::new).orElseGet(Action.Done::new);
        Decision.Act act = new Decision.Act(last, "done", Optional.empty(), List.of());
        Optional<Ending> over = over();
        if (over.isPresent() || interlude.due()) {
            return over;
        }
        record(act, ActionOutcome.EXECUTED, frameId, tools.clock().instant());
        return Optional.of(new Ending.Finished(history.size(), answer));
    }

    /** As the original agent does, so that its tools can record. A chat that is away stops nobody. */
    private void announce(Action action) {
        try {
            room.say("Action: " + ActionJson.write(action));
        } catch (RoomException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TASK_ID, log.taskId())
                    .setCause(e)
                    .log("An action was not announced in the room");
        }
    }

    /** Speech that does not come about stops nobody either. */
    private void narrate(int step, Action action) {
        TaskOptions options = spec().getOptions();
        if (options.getEnableTts()) {
            log.speak(attempt, step, Narration.of(action), options.getVoiceId());
        }
    }

    private @Nullable String keep(View view, int step) throws RoomException {
        return spec().getOptions().getSaveScreenshots()
                ? tools.frames()
                        .record(new FrameRecorder.Place(log.taskId(), log.runId(), attempt, step), view, room.screen())
                : null;
    }

    private Optional<Ending> over() {
        Standing standing = grant.standing();
        if (standing.over()) {
            return Optional.of(new Ending.Stopped(standing));
        }
        if (tools.draining().getAsBoolean()) {
            return Optional.of(new Ending.Suspended(history.size(), TaskRun.DRAIN));
        }
        Instant deadline = grant.state().map(TaskState::getDeadlineAt).orElse(null);
        boolean late =
                deadline != null && !interlude.due() && !tools.clock().instant().isBefore(deadline);
        return late ? Optional.of(new Ending.Stopped(Standing.TIMED_OUT)) : Optional.empty();
    }

    private Ending failed(String code, String message, boolean retryable) {
        return new Ending.Failed(history.size(), new Failure(code, message, retryable));
    }

    /** As it stands now: limits can change while the task runs. */
    private TaskSpec spec() {
        return grant.state().map(TaskState::getSpec).orElseThrow();
    }

    private static ActionSpace space(TaskSpec spec) {
        return switch (spec.getMode()) {
            case PHONE -> ActionSpace.PHONE;
            case WEB, UNKNOWN -> ActionSpace.WEB;
        };
    }
}
