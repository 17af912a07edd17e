package io.nekoagents.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.log.EventLog;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunHeartbeat;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunSuspended;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.session.SessionJoined;
import io.nekoagents.schema.session.SessionLeft;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.WorkRoom;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import java.awt.Dimension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one run writes to the log. */
final class RunLog {

    private final EventLog log;
    private final InstantSource clock;
    private final QueuedTask task;
    private final String taskId;
    private final String runId;

    RunLog(EventLog log, InstantSource clock, QueuedTask task, String runId) {
        this.log = log;
        this.clock = clock;
        this.task = task;
        this.taskId = task.getTaskId();
        this.runId = runId;
    }

    /** The session whose room the task runs in, if it is one's. */
    Optional<String> session() {
        return Optional.ofNullable(task.getRoom()).map(WorkRoom::getSessionId);
    }

    String taskId() {
        return taskId;
    }

    String runId() {
        return runId;
    }

    void started(String workerId, String room, int delivery) {
        log.append(
                Topics.RUN_EVENTS,
                taskId,
                new RunStarted(taskId, runId, task.getDispatch(), workerId, room, delivery, clock.instant()));
    }

    void joined(String sessionId, String workerId, String room, Dimension screen) {
        log.append(
                Topics.SESSION_EVENTS,
                sessionId,
                new SessionJoined(sessionId, room, taskId, workerId, screen.width, screen.height, clock.instant()));
    }

    void left(String sessionId, String workerId) {
        log.appendLater(
                Topics.SESSION_EVENTS,
                sessionId,
                new SessionLeft(sessionId, taskId, workerId, "the run has ended", clock.instant()));
    }

    void alive(int steps) {
        log.appendLater(Topics.RUN_EVENTS, taskId, new RunHeartbeat(taskId, runId, steps, clock.instant()));
    }

    void suspended(int steps, String reason) {
        log.append(Topics.RUN_EVENTS, taskId, new RunSuspended(taskId, runId, steps, reason, clock.instant()));
    }

    void yielded(int steps) {
        log.append(Topics.RUN_EVENTS, taskId, new RunYielded(taskId, runId, steps, clock.instant()));
    }

    void finished(int steps, Optional<String> answer) {
        log.append(
                Topics.RUN_EVENTS, taskId, new RunFinished(taskId, runId, steps, answer.orElse(null), clock.instant()));
    }

    void failed(int steps, Failure failure) {
        log.append(Topics.RUN_EVENTS, taskId, new RunFailed(taskId, runId, steps, failure, clock.instant()));
    }

    /**
     * One step as it was taken.
     *
     * @param frameId the kept frame that it was decided on, if one was kept
     */
    record Step(
            int number,
            int attempt,
            Action action,
            ActionOutcome outcome,
            String reason,
            @Nullable String rawOutput,
            List<Point> refinements,
            @Nullable String frameId,
            Dimension screen,
            Instant plannedAt) {}

    void took(Step step) {
        log.append(
                Topics.ACTIONS,
                taskId,
                new ActionTaken(
                        taskId,
                        runId,
                        step.attempt(),
                        step.number(),
                        ActionJson.nameOf(step.action()),
                        ActionJson.valueOf(step.action()).orElse(null),
                        points(ActionJson.positionsOf(step.action())),
                        step.outcome(),
                        step.reason(),
                        step.rawOutput(),
                        step.frameId(),
                        step.screen().width,
                        step.screen().height,
                        points(step.refinements()),
                        step.plannedAt(),
                        clock.instant()));
    }

    /**
     * Has something spoken where the task runs: in its session, or under its own name in a room of the pool. What is said of
     * a step counts once, whoever says it.
     *
     * @param voice the tenant's name for it; null for the default voice
     */
    void speak(int attempt, int step, String text, @Nullable String voice) {
        String key = session().orElse(taskId);
        byte[] place = "%s/%d/%d".formatted(taskId, attempt, step).getBytes(UTF_8);
        log.appendLater(
                Topics.SPEECH_REQUESTS,
                key,
                new SpeakText(
                        "speech_" + UUID.nameUUIDFromBytes(place),
                        task.getTenant(),
                        key,
                        text,
                        new SpeechStyle(voice, new SpeechParams(null, null)),
                        taskId,
                        null,
                        clock.instant()));
    }

    private static List<io.nekoagents.schema.run.Point> points(List<Point> points) {
        return points.stream()
                .map(point -> new io.nekoagents.schema.run.Point(point.x(), point.y()))
                .toList();
    }
}
