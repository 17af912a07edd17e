package io.nekoagents.ingest.task.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskUpdated;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class VerdictTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ChangeRequest CHANGE = new ChangeRequest(null, 7, null, null);

    @Test
    void anUpdateIsDoneOnceItsFieldsAreInTheSpec() {
        assertThat(Verdict.onUpdate(CHANGE, updated(7))).isEqualTo(new Verdict.Done(2));
        assertThat(Verdict.onUpdate(CHANGE, updated(8)))
                .as("the update of another client")
                .isEqualTo(new Verdict.Open());
    }

    @Test
    void aRejectionCountsForItsOwnKindOfCommand() {
        TaskRejected rejected = new TaskRejected("t", "default", 1L, NOON, "UpdateTask", "task", "has started");
        assertThat(Verdict.onUpdate(CHANGE, rejected)).isEqualTo(new Verdict.Refused("task has started"));
        assertThat(Verdict.onCancel(rejected)).isEqualTo(new Verdict.Open());
    }

    @Test
    void theEndOfTheTaskSettlesEverything() {
        TaskCompleted completed = new TaskCompleted("t", "default", 3L, NOON, 1, "r", 1, null);
        TaskCancelled cancelled = new TaskCancelled("t", "default", 3L, NOON, 1, 1, null);
        assertThat(Verdict.onCancel(completed)).isInstanceOf(Verdict.Refused.class);
        assertThat(Verdict.onCancel(cancelled)).isEqualTo(new Verdict.Done(3));
        assertThat(Verdict.onUpdate(CHANGE, cancelled)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aPauseIsDoneOnceTheTaskRestsForItsReason() {
        TaskPaused paused = new TaskPaused("t", "default", 4L, NOON, PauseKind.PAUSE, null);
        assertThat(Verdict.onPause(PauseKind.PAUSE, paused)).isEqualTo(new Verdict.Done(4));
        assertThat(Verdict.onPause(PauseKind.TAKEOVER, paused)).isEqualTo(new Verdict.Open());
        assertThat(Verdict.onResume(new TaskResumed("t", "default", 5L, NOON, 1)))
                .isEqualTo(new Verdict.Done(5));
        TaskRejected rejected = new TaskRejected("t", "default", 4L, NOON, "ResumeTask", "task_id", "is not paused");
        assertThat(Verdict.onResume(rejected)).isEqualTo(new Verdict.Refused("task_id is not paused"));
        assertThat(Verdict.onPause(PauseKind.PAUSE, rejected)).isEqualTo(new Verdict.Open());
    }

    private static TaskUpdated updated(int maxSteps) {
        return new TaskUpdated(
                "t",
                "default",
                2L,
                NOON,
                TaskSpec.newBuilder().setTask("x").setMaxSteps(maxSteps).build());
    }
}
