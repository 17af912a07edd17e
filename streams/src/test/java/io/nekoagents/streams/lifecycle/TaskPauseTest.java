package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.TaskHistory.START;
import static io.nekoagents.streams.lifecycle.TaskHistory.alive;
import static io.nekoagents.streams.lifecycle.TaskHistory.cancel;
import static io.nekoagents.streams.lifecycle.TaskHistory.failed;
import static io.nekoagents.streams.lifecycle.TaskHistory.finished;
import static io.nekoagents.streams.lifecycle.TaskHistory.pause;
import static io.nekoagents.streams.lifecycle.TaskHistory.resume;
import static io.nekoagents.streams.lifecycle.TaskHistory.started;
import static io.nekoagents.streams.lifecycle.TaskHistory.submit;
import static io.nekoagents.streams.lifecycle.TaskHistory.suspended;
import static io.nekoagents.streams.lifecycle.TaskHistory.update;
import static io.nekoagents.streams.lifecycle.TaskHistory.yielded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TaskPauseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TaskHistory task = new TaskHistory();

    @Test
    void theRunThatHoldsTheTaskKeepsItAndItsTimeLimitRests() {
        // Given
        task.then(submit("find it")).then(started("r1", 1)).later(MINUTE);

        // When
        task.then(pause(PauseKind.TAKEOVER)).then(yielded("r1"));

        // Then
        assertThat(task.state().getPause()).satisfies(pause -> {
            assertThat(pause.getKind()).isEqualTo(PauseKind.TAKEOVER);
            assertThat(pause.getSince()).isEqualTo(START.plus(MINUTE));
            assertThat(pause.getYieldedAt()).isEqualTo(START.plus(MINUTE));
        });
        for (int i = 0; i < 20; i++) {
            task.then(alive("r1", 2)).wait(Duration.ofSeconds(30));
        }
        assertThat(task.state().getStatus()).as("after twice its time limit").isEqualTo(TaskStatus.RUNNING);

        // And when
        task.then(resume());

        // Then
        assertThat(task.lastFact()).asInstanceOf(type(TaskResumed.class)).returns(1, TaskResumed::getDispatch);
        assertThat(task.state().getPause()).isNull();
        assertThat(task.state().getDeadlineAt())
                .isEqualTo(START.plusSeconds(300).plus(MINUTE.multipliedBy(10)));
        assertThat(task.then(finished("r1")).state().getStatus()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void aQueuedTaskLosesItsQueueRecordAndGetsAnother() {
        // Given
        task.then(submit("find it")).then(pause(PauseKind.PAUSE));

        // When: a worker takes the record that no longer counts
        task.then(started("r1", 1));

        // Then
        assertThat(task.last()).isEqualTo(new Decision.Reminded());
        task.then(resume());
        assertThat(task.lastFact()).asInstanceOf(type(TaskResumed.class)).returns(2, TaskResumed::getDispatch);
        assertThat(task.then(started("r2", 2)).state().getRunId()).isEqualTo("r2");
    }

    @Test
    void aRunThatIsLostWhileTheTaskRestsIsNotReplacedBeforeItGoesOn() {
        // Given
        task.then(submit("find it")).then(started("r1", 1)).then(pause(PauseKind.PAUSE));

        // When
        task.then(failed("r1", true)).wait(MINUTE);

        // Then
        assertThat(task.lastFact()).isNotInstanceOf(TaskResumed.class);
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.QUEUED);
        task.then(resume());
        assertThat(task.state().getNotBefore()).isNull();
        assertThat(task.state().getDispatch()).isEqualTo(2);
    }

    @Test
    void aRunThatWasDrainedWhileTheTaskRestsLeavesItResting() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(pause(PauseKind.PAUSE))
                .then(suspended("r1"))
                .then(started("r2", 2));

        assertThat(task.last()).isEqualTo(new Decision.Reminded());
        assertThat(task.then(resume()).then(started("r3", 3)).state().getRunId())
                .isEqualTo("r3");
    }

    @Test
    void anotherRunOfAPausedTaskHasYetToYield() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(pause(PauseKind.PAUSE))
                .then(yielded("r1"))
                .then(started("r2", 1))
                .then(yielded("r1"));

        assertThat(task.state().getPause().getYieldedAt()).isNull();
        assertThat(task.then(yielded("r2")).state().getPause().getYieldedAt()).isEqualTo(START);
    }

    @Test
    void aPauseBecomesATakeoverAndARepetitionChangesNothing() {
        task.then(submit("find it"))
                .then(pause(PauseKind.PAUSE))
                .then(pause(PauseKind.TAKEOVER))
                .then(pause(PauseKind.TAKEOVER));

        assertThat(task.facts().stream().filter(TaskPaused.class::isInstance)).hasSize(2);
        assertThat(task.state().getPause().getKind()).isEqualTo(PauseKind.TAKEOVER);
    }

    @Test
    void aTaskThatNobodyResumesFails() {
        task.then(submit("find it")).then(pause(PauseKind.PAUSE)).wait(Duration.ofHours(25));

        assertThat(task.state().getFailure().getCode()).isEqualTo("pause_expired");
        assertThat(task.state().getPause()).isNull();
    }

    @Test
    void anotherTimeLimitKeepsWhatTheTaskHasRested() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(pause(PauseKind.PAUSE))
                .later(MINUTE)
                .then(resume())
                .then(update().setTimeoutSeconds(400).build());

        assertThat(task.state().getDeadlineAt()).isEqualTo(START.plusSeconds(460));
    }

    @Test
    void aPausedTaskCanBeCancelled() {
        task.then(submit("find it")).then(pause(PauseKind.PAUSE)).then(cancel());

        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void whatCannotBePausedOrResumedIsRefused() {
        task.then(submit("find it")).then(resume());
        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("ResumeTask", TaskRejected::getCommand);

        task.then(pause(PauseKind.UNKNOWN));
        assertThat(task.lastFact()).asInstanceOf(type(TaskRejected.class)).returns("kind", TaskRejected::getField);

        task.then(cancel()).then(pause(PauseKind.PAUSE));
        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("PauseTask", TaskRejected::getCommand);
    }
}
