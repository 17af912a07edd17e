package io.nekoagents.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.frame.FrameSettings;
import io.nekoagents.agent.frame.FrameStores;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import io.nekoagents.agent.room.FakeRoom;
import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunSuspended;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.session.SessionJoined;
import io.nekoagents.schema.session.SessionLeft;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.WorkRoom;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.telemetry.trace.Tracing;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run from queue record to last event, with the lifecycle, the room and the policy played by the test. */
@Timeout(30)
final class TaskRunTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Decision CLICK = act(new Action.Click(new Point(0.5, 0.5)));
    private static final Decision.Finish DONE = new Decision.Finish(Optional.empty());

    @TempDir
    private Path folder;

    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
    private final List<Consumer<TaskState>> watchers = new CopyOnWriteArrayList<>();
    private final List<StepContext> contexts = new CopyOnWriteArrayList<>();
    private final List<ActionTaken> history = new ArrayList<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final FakeRoom room = new FakeRoom();
    private final RecordedLog log = new RecordedLog(this::lifecycle);
    private final TaskSpec spec = TaskSpec.newBuilder()
            .setTask("do it")
            .setMaxSteps(3)
            .setOptions(TaskOptions.newBuilder().build())
            .build();
    private final FakeLease lease = new FakeLease(QueuedTask.newBuilder()
            .setTaskId("task_1")
            .setDispatch(1)
            .setSpec(spec)
            .setQueuedAt(NOW)
            .build());

    private final HandBack handBack = new HandBack();
    private Place place = new Place.In(room);
    private int attempt = 1;
    private boolean granting = true;
    private volatile String runId = "";

    @AfterEach
    void stop() {
        heartbeats.shutdownNow();
    }

    @Test
    void recordsEachStepAndSaysThatTheTaskIsDone() {
        Ending ending = run(script(CLICK, new Decision.Finish(Optional.of("42"))));

        assertThat(ending).isEqualTo(new Ending.Finished(2, Optional.of("42")));
        assertThat(log.all(ActionTaken.class))
                .extracting(ActionTaken::getStep, ActionTaken::getAction, ActionTaken::getOutcome)
                .containsExactly(tuple(1, "CLICK", ActionOutcome.EXECUTED), tuple(2, "ANSWER", ActionOutcome.EXECUTED));
        assertThat(log.all(RunFinished.class)).singleElement().satisfies(finished -> {
            assertThat(finished.getAnswer()).isEqualTo("42");
            assertThat(finished.getRunId()).isEqualTo(runId);
        });
        assertThat(lease.fate()).isEqualTo("completed");
        assertThat(room.inputs()).containsExactly("take control", "move 500,250", "click 500,250 1", "release control");
    }

    @Test
    void keepsTheFrameOfEachStepAndSaysWhereItIs() {
        run(script(CLICK, DONE));

        assertThat(log.all(FrameCaptured.class)).hasSize(2).allSatisfy(frame -> {
            Path file = Path.of(URI.create(frame.getUri()));
            assertThat(Files.size(file)).isEqualTo(frame.getBytes());
        });
        assertThat(log.all(ActionTaken.class).getFirst().getFrameId())
                .isEqualTo(log.all(FrameCaptured.class).getFirst().getFrameId());
    }

    @Test
    void announcesEachActionInTheRoomAsTheOriginalAgentDid() {
        run(script(CLICK, DONE));

        assertThat(room.said())
                .containsExactly(
                        "Action: {\"action\":\"CLICK\",\"value\":null,\"position\":[0.5,0.5]}",
                        "Action: {\"action\":\"DONE\",\"value\":null,\"position\":null}");
    }

    @Test
    void aTaskThatSpeaksSaysWhatItDoesAndItsAnswerButNeverWhatItTypes() {
        spec.getOptions().setEnableTts(true);
        spec.getOptions().setVoiceId("alice");

        run(script(
                CLICK,
                act(new Action.Input("s3cret", Optional.empty())),
                new Decision.Finish(Optional.of("It is 42."))));

        assertThat(log.all(SpeakText.class))
                .extracting(SpeakText::getSessionId, SpeakText::getText)
                .containsExactly(
                        tuple("task_1", "Clicking."), tuple("task_1", "Typing."), tuple("task_1", "It is 42."));
        assertThat(log.all(SpeakText.class)).allSatisfy(speech -> {
            assertThat(SpeechRules.violations(speech)).isEmpty();
            assertThat(speech.getStyle().getVoiceId()).isEqualTo("alice");
            assertThat(speech.getTaskId()).isEqualTo("task_1");
        });
    }

    @Test
    void aTaskInASessionSpeaksUnderItsSessionsName() {
        spec.getOptions().setEnableTts(true);
        lease.task().setRoom(new WorkRoom("a", "http://fake/", "sess_1", null));

        run(script(DONE));

        assertThat(log.all(SpeakText.class)).extracting(SpeakText::getSessionId).containsExactly("sess_1");
    }

    @Test
    void aRunWithoutARoomHereLetsAnotherGoOn() {
        place = new Place.Elsewhere();

        run(script(CLICK, DONE));

        assertThat(log.all(RunSuspended.class))
                .extracting(RunSuspended::getReason)
                .containsExactly("no room is free here");
        assertThat(lease.fate()).isEqualTo("completed");
        assertThat(room.inputs()).isEmpty();
    }

    @Test
    void aRunWithoutARoomAnywhereFailsWithTheReason() {
        place = new Place.Nowhere(new Failure("session_lost", "gone", false));

        run(script(CLICK, DONE));

        assertThat(log.all(RunFailed.class))
                .extracting(failed -> failed.getFailure().getCode())
                .containsExactly("session_lost");
    }

    @Test
    void saysInTheSessionsHistoryWhoWasInItsRoom() {
        lease.task().setRoom(new WorkRoom("a", "http://fake/", "sess_1", null));

        run(script(CLICK, DONE));

        assertThat(log.all(SessionJoined.class)).singleElement().satisfies(joined -> {
            assertThat(joined.getSessionId()).isEqualTo("sess_1");
            assertThat(joined.getTaskId()).isEqualTo("task_1");
            assertThat(joined.getScreenWidth()).isEqualTo(1_000);
        });
        assertThat(log.all(SessionLeft.class)).hasSize(1);
    }

    @Test
    void touchesNothingBeforeTheLifecycleGrantsTheTask() {
        granting = false;
        CompletableFuture<Ending> running = CompletableFuture.supplyAsync(() -> run(script(CLICK, DONE)));
        await().until(() -> !log.all(RunStarted.class).isEmpty());
        assertThat(room.inputs()).isEmpty();

        publish(TaskStatus.RUNNING, runId);

        assertThat(running.join()).isEqualTo(new Ending.Finished(2, Optional.empty()));
    }

    @Test
    void stopsBeforeTheNextActionWhenTheTaskIsCancelled() {
        Ending ending = run(script(CLICK, () -> publish(TaskStatus.CANCELLED, runId), CLICK));

        assertThat(ending).isInstanceOf(Ending.Stopped.class);
        assertThat(log.all(ActionTaken.class)).hasSize(1);
        assertThat(log.all(RunFinished.class)).isEmpty();
        assertThat(lease.fate()).isEqualTo("completed");
    }

    @Test
    void stopsWhenAnotherRunHoldsTheTask() {
        Ending ending = run(script(() -> publish(TaskStatus.RUNNING, "run_other"), CLICK));

        assertThat(ending).isInstanceOf(Ending.Stopped.class);
        assertThat(log.all(ActionTaken.class)).isEmpty();
        assertThat(log.all(RunFailed.class)).isEmpty();
    }

    @Test
    void anOldStateThatIsToldAgainEndsNoRun() {
        Runnable replay = () -> {
            TaskState old = state(TaskStatus.QUEUED, "run_before");
            old.setVersion(1);
            watchers.forEach(watcher -> watcher.accept(old));
        };

        assertThat(run(script(CLICK, replay, DONE))).isEqualTo(new Ending.Finished(2, Optional.empty()));
    }

    @Test
    void goesOnAtTheNextStepAfterWhatEarlierRunsRecorded() {
        attempt = 2;
        history.add(taken(1, "CLICK"));
        history.add(taken(2, "ENTER"));

        run(script(CLICK, DONE));

        assertThat(contexts.getFirst().step()).isEqualTo(3);
        assertThat(contexts.getFirst().history()).hasSize(2);
        assertThat(log.all(ActionTaken.class)).extracting(ActionTaken::getStep).containsExactly(3, 4);
        assertThat(log.all(ActionTaken.class))
                .extracting(ActionTaken::getAttempt)
                .containsOnly(2);
    }

    @Test
    void failsAtTheStepLimit() {
        assertThat(failure(script(CLICK, CLICK, CLICK, CLICK))).isEqualTo("step_limit_reached");
        assertThat(log.all(ActionTaken.class)).hasSize(3);
    }

    @Test
    void finishingNeedsNoStepOfItsOwn() {
        assertThat(run(script(CLICK, CLICK, CLICK, DONE))).isEqualTo(new Ending.Finished(4, Optional.empty()));
    }

    @Test
    void failsWhenTheSameActionChangesNothing() {
        spec.setMaxSteps(50);
        room.freeze();

        assertThat(failure(script(CLICK, CLICK, CLICK, CLICK, CLICK, CLICK, CLICK)))
                .isEqualTo("no_progress");
    }

    @Test
    void failsForGoodWhenThePolicyGivesUp() {
        assertThat(failure(script(new Decision.GiveUp("target_not_found", "No \"Buy\" here"))))
                .isEqualTo("target_not_found");
        assertThat(log.all(RunFailed.class).getFirst().getFailure().getRetryable())
                .isFalse();
    }

    @Test
    void refusesAnActionOfTheOtherSpace() {
        assertThat(failure(script(act(new Action.Tap(new Point(0.5, 0.5)))))).isEqualTo("action_not_allowed");
        assertThat(room.inputs()).containsExactly("take control", "release control");
    }

    @Test
    void recordsAnActionThatTheRoomCannotTakeAsRefused() {
        assertThat(failure(script(act(new Action.Press("Nonsense"))))).isEqualTo("action_refused");
        assertThat(log.all(ActionTaken.class))
                .extracting(ActionTaken::getOutcome)
                .containsExactly(ActionOutcome.REFUSED);
    }

    @Test
    void aLostRoomIsAnotherAttemptsChance() {
        String code = failure(script(CLICK, room::lose, CLICK));

        assertThat(code).isEqualTo("room_unavailable");
        assertThat(log.all(RunFailed.class).getFirst().getFailure().getRetryable())
                .isTrue();
    }

    @Test
    void aModelThatIsAwayIsAnotherAttemptsChance() {
        Policy away = policy((_, _) -> {
            throw new PolicyException("model_unavailable", "503", true, null);
        });

        assertThat(run(away)).isInstanceOf(Ending.Failed.class);
        assertThat(log.all(RunFailed.class).getFirst().getFailure())
                .satisfies(failure -> assertThat(failure.getCode()).isEqualTo("model_unavailable"))
                .satisfies(failure -> assertThat(failure.getRetryable()).isTrue());
    }

    @Test
    void aDrainingWorkerLetsGoBetweenTwoSteps() {
        Ending ending = run(script(CLICK, () -> draining.set(true), CLICK));

        assertThat(ending).isEqualTo(new Ending.Suspended(1, "drain"));
        assertThat(log.all(RunSuspended.class)).hasSize(1);
        assertThat(lease.fate()).isEqualTo("completed");
    }

    @Test
    void aLogThatIsAwayGivesTheQueueRecordBack() {
        Ending ending = run(script(CLICK, log::goAway, CLICK));

        assertThat(ending).isInstanceOf(Ending.Interrupted.class);
        assertThat(lease.fate()).isEqualTo("handed back");
    }

    @Test
    void aRecordThatCannotBeAnnouncedGoesBackOnlyAfterAWhile() {
        log.goAway();
        long begun = System.nanoTime();

        Ending ending = run(script(CLICK));

        assertThat(ending).isInstanceOf(Ending.Interrupted.class);
        assertThat(lease.fate()).isEqualTo("handed back");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRecordThatCameOftenGoesBackAtOnceWhenTheWorkerDrains() throws Exception {
        lease.delivery(9);
        log.goAway();
        CompletableFuture<Ending> running = CompletableFuture.supplyAsync(() -> run(script(CLICK)));

        handBack.hurry();

        assertThat(running.get(10, TimeUnit.SECONDS)).isInstanceOf(Ending.Interrupted.class);
        assertThat(lease.fate()).isEqualTo("handed back");
    }

    @Test
    void aRecordIsKeptTheLongerTheMoreOftenItCame() {
        assertThat(IntStream.of(0, 1, 2, 3, 5, 6, 100)
                        .mapToObj(HandBack::patience)
                        .map(Duration::toSeconds))
                .containsExactly(1L, 1L, 2L, 4L, 16L, 30L, 30L);
    }

    @Test
    void aPausedTaskDoesNothingMoreUntilItIsResumed() {
        // Given: a pause while the policy thinks about its second action
        CompletableFuture<Ending> running =
                CompletableFuture.supplyAsync(() -> run(script(CLICK, (Runnable) this::pause, CLICK, DONE)));
        await().until(() -> !log.all(RunYielded.class).isEmpty());
        List<String> before = room.inputs();

        // When
        pause(null);

        // Then: what was planned before the pause is not done, but planned anew
        assertThat(running.join()).isEqualTo(new Ending.Finished(2, Optional.empty()));
        assertThat(before).containsExactly("take control", "move 500,250", "click 500,250 1");
        assertThat(room.inputs()).containsExactly("take control", "move 500,250", "click 500,250 1", "release control");
        assertThat(contexts).hasSize(3);
    }

    @Test
    void aPersonWhoTakesTheRoomOverHasItsControlUntilTheTaskGoesOn() {
        // Given
        CompletableFuture<Ending> running =
                CompletableFuture.supplyAsync(() -> run(script((Runnable) this::pause, CLICK, DONE)));
        await().until(() -> log.all(RunYielded.class).size() == 1);

        // When: a pause becomes a takeover
        pause(PauseKind.TAKEOVER);
        await().until(() -> log.all(RunYielded.class).size() == 2);

        // Then
        assertThat(room.inputs()).containsExactly("take control", "release control");
        assertThat(room.said()).isEmpty();
        pause(null);
        assertThat(running.join()).isInstanceOf(Ending.Finished.class);
        assertThat(room.inputs()).containsExactly("take control", "release control", "take control", "release control");
    }

    @Test
    void afterAPauseTheRoomIsLookedAtAfresh() {
        // Given: frames that are all of before the resumption, but for the fifth
        AtomicInteger looks = new AtomicInteger();
        room.framesFrom(() -> looks.incrementAndGet() < 5 ? NOW.minusSeconds(1) : NOW);
        List<Long> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Ending> running = CompletableFuture.supplyAsync(() -> run(policy((observation, context) -> {
            seen.add(observation.sequence());
            if (contexts.size() == 1) {
                pause(PauseKind.TAKEOVER);
            }
            return DONE;
        })));
        await().until(() -> !log.all(RunYielded.class).isEmpty());

        // When
        pause(null);

        // Then
        running.join();
        assertThat(seen).containsExactly(1L, 5L);
    }

    @Test
    void aTaskThatIsPausedWhenARunBeginsIsNotTouched() {
        // Given
        granting = false;
        CompletableFuture<Ending> running = CompletableFuture.supplyAsync(() -> run(script(DONE)));
        await().until(() -> !log.all(RunStarted.class).isEmpty());
        pause(PauseKind.TAKEOVER);
        await().until(() -> !log.all(RunYielded.class).isEmpty());
        assertThat(room.inputs()).isEmpty();

        // When
        draining.set(true);
        pause(null);

        // Then
        assertThat(running.join()).isEqualTo(new Ending.Suspended(0, "drain"));
    }

    @Test
    void aRoomThatAPersonHasIsLeftAloneWhenTheWorkerDrains() throws Exception {
        // Given: a takeover between the grant and the first look
        spec.getOptions().setStartUrl("https://example.org/");
        granting = false;
        TaskRun run = taskRun(script(DONE));
        CompletableFuture<Ending> running = CompletableFuture.supplyAsync(run::run);
        await().until(() -> !log.all(RunStarted.class).isEmpty());
        pause(PauseKind.TAKEOVER);
        await().until(() -> !log.all(RunYielded.class).isEmpty());

        // When
        draining.set(true);
        run.hurry();

        // Then
        assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(new Ending.Suspended(0, "drain"));
        assertThat(room.inputs()).as("what the agent did in the person's room").isEmpty();
        assertThat(lease.fate()).isEqualTo("completed");
    }

    @Test
    void givesThePolicyWhatWasCopied() {
        room.clipboard("N-1234");

        run(script(act(new Action.Copy()), DONE));

        assertThat(contexts.getLast().clipboard()).contains("N-1234");
    }

    private String failure(Policy policy) {
        run(policy);
        return log.all(RunFailed.class).getFirst().getFailure().getCode();
    }

    private Ending run(Policy policy) {
        return taskRun(policy).run();
    }

    private TaskRun taskRun(Policy policy) {
        FrameSettings frames = new FrameSettings(folder.toUri(), FrameSettings.Format.JPEG, 0.8, null);
        StepLoop.Tools tools = new StepLoop.Tools(
                policy,
                new FrameRecorder(FrameStores.open(frames), frames, log),
                new RunSettings(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5), 5),
                InstantSource.fixed(NOW),
                draining::get,
                new RunWitness(new SimpleMeterRegistry(), Tracing.off().tracer()));
        TaskRun.Desk desk = new TaskRun.Desk("worker", log, (_, _) -> history, states(), heartbeats, _ -> {}, handBack);
        return new TaskRun(desk, tools, lease, place);
    }

    private TaskStates states() {
        return new TaskStates() {
            @Override
            public Optional<TaskState> lastKnown(String taskId) {
                return Optional.empty();
            }

            @Override
            public Watch watch(String taskId, Consumer<TaskState> listener) {
                watchers.add(listener);
                return () -> watchers.remove(listener);
            }
        };
    }

    private void lifecycle(SpecificRecord written) {
        if (written instanceof RunStarted started) {
            runId = started.getRunId();
            if (granting) {
                publish(TaskStatus.RUNNING, runId);
            }
        }
    }

    /** @param kind null resumes */
    private void pause(@Nullable PauseKind kind) {
        TaskState state = state(TaskStatus.RUNNING, runId);
        state.setPause(kind == null ? null : new Pause(kind, NOW, null, null));
        watchers.forEach(watcher -> watcher.accept(state));
    }

    private void pause() {
        pause(PauseKind.PAUSE);
    }

    private void publish(TaskStatus status, String holder) {
        TaskState state = state(status, holder);
        watchers.forEach(watcher -> watcher.accept(state));
    }

    private TaskState state(TaskStatus status, String holder) {
        return TaskState.newBuilder()
                .setTaskId("task_1")
                .setVersion(2)
                .setStatus(status)
                .setSpec(spec)
                .setFingerprint("f")
                .setAttempt(attempt)
                .setRunId(holder)
                .setRequestedAt(NOW)
                .setQueuedAt(NOW)
                .setStartedAt(NOW)
                .setDeadlineAt(NOW.plusSeconds(300))
                .setUpdatedAt(NOW)
                .build();
    }

    /** Each entry is a decision, or something that happens just before the next one is asked for. */
    private Policy script(Object... entries) {
        List<Object> left = new ArrayList<>(List.of(entries));
        return policy((_, _) -> {
            while (left.getFirst() instanceof Runnable event) {
                left.removeFirst();
                event.run();
            }
            return (Decision) left.removeFirst();
        });
    }

    private Policy script(Decision first, Runnable event, Decision next) {
        return script(new Object[] {first, event, next});
    }

    private Policy script(Runnable event, Decision next) {
        return script(new Object[] {event, next});
    }

    /** How a policy decides. */
    @FunctionalInterface
    private interface Deciding {
        Decision decide(Observation seen, StepContext context) throws PolicyException;
    }

    private Policy policy(Deciding deciding) {
        return new Policy() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public Decision decide(Observation seen, StepContext context) throws PolicyException {
                contexts.add(context);
                return deciding.decide(seen, context);
            }
        };
    }

    private static Decision act(Action action) {
        return new Decision.Act(action, "because", Optional.empty(), List.of());
    }

    private static ActionTaken taken(int step, String action) {
        return ActionTaken.newBuilder()
                .setTaskId("task_1")
                .setRunId("run_before")
                .setAttempt(1)
                .setStep(step)
                .setAction(action)
                .setPositions(
                        action.equals("CLICK") ? List.of(new io.nekoagents.schema.run.Point(0.5, 0.5)) : List.of())
                .setPlannedAt(NOW)
                .setExecutedAt(NOW)
                .build();
    }
}
