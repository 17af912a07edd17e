package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.TaskHistory.START;
import static io.nekoagents.streams.lifecycle.TaskHistory.alive;
import static io.nekoagents.streams.lifecycle.TaskHistory.cancel;
import static io.nekoagents.streams.lifecycle.TaskHistory.failed;
import static io.nekoagents.streams.lifecycle.TaskHistory.finished;
import static io.nekoagents.streams.lifecycle.TaskHistory.started;
import static io.nekoagents.streams.lifecycle.TaskHistory.submit;
import static io.nekoagents.streams.lifecycle.TaskHistory.suspended;
import static io.nekoagents.streams.lifecycle.TaskHistory.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskRequeued;
import io.nekoagents.schema.task.TaskRetryScheduled;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rules of a task's life, told as histories. */
final class TaskLifecycleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TaskHistory task = new TaskHistory();

    @Test
    void aTaskIsSubmittedStartedAndCompleted() {
        task.then(submit("find it"))
                .later(SECOND)
                .then(started("r1", 1))
                .later(SECOND)
                .then(finished("r1"));

        assertThat(task.facts()).hasExactlyElementsOfTypes(TaskSubmitted.class, TaskStarted.class, TaskCompleted.class);
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task.state().getAnswer()).isEqualTo("42");
        assertThat(task.state().getSteps()).isEqualTo(4);
        assertThat(task.state().getVersion()).isEqualTo(3);
        assertThat(task.state().getStartedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(task.state().getFinishedAt()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void workThatIsRefusedFailsTheTaskUnlessItHasMovedOn() {
        Failure quota = new Failure("quota_exceeded", "Quota queued is used up", false);
        task.then(submit("find it")).then(started("r1", 1)).then(new WorkRefused(TaskHistory.TASK, 1, quota, START));
        assertThat(task.last()).isEqualTo(new Decision.Ignored());

        TaskHistory other = new TaskHistory();
        other.then(submit("find it")).then(new WorkRefused(TaskHistory.TASK, 1, quota, START));
        assertThat(other.state().getStatus()).isEqualTo(TaskStatus.FAILED);
        assertThat(other.state().getFailure()).isEqualTo(quota);
    }

    @Test
    void aRepeatedSubmissionChangesNothing() {
        task.then(submit("find it")).then(submit("find it"));

        assertThat(task.facts()).hasSize(1);
    }

    @Test
    void anotherSpecificationUnderTheSameIdIsRejected() {
        task.then(submit("find it")).then(submit("lose it"));

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("task_id", TaskRejected::getField)
                .returns(1L, TaskRejected::getVersion);
        assertThat(task.state().getSpec().getTask()).isEqualTo("find it");
    }

    @Test
    void aSubmissionThatBreaksARuleIsRejectedByNameOfTheField() {
        SubmitTask command = submit("find it");
        command.getSpec().setMaxSteps(0);

        task.then(command);

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("max_steps", TaskRejected::getField)
                .extracting(TaskRejected::getReason)
                .isEqualTo("max_steps must be between 1 and 500");
        assertThat(task.forgotten()).isTrue();
    }

    @Test
    void theLastRunToStartFromAQueueRecordHoldsTheTask() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(started("r2", 1))
                .then(finished("r1"));

        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task.state().getRunId()).isEqualTo("r2");
        assertThat(task.state().getAttempt()).isEqualTo(2);
        assertThat(task.state().getFaults()).isEqualTo(1);
    }

    @Test
    void aRunFromAnOldQueueRecordIsToldWhereTheTaskStands() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(suspended("r1"))
                .then(started("r2", 2))
                .then(started("late", 1));

        assertThat(task.last()).isEqualTo(new Decision.Reminded());
        assertThat(task.state().getRunId()).isEqualTo("r2");
    }

    @Test
    void aDrainedRunPutsTheTaskBackAndCountsAsNoFault() {
        task.then(submit("find it")).then(started("r1", 1)).then(suspended("r1"));

        assertThat(task.lastFact()).asInstanceOf(type(TaskRequeued.class)).returns(2, TaskRequeued::getDispatch);
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task.state().getFaults()).isZero();
        assertThat(task.state().getRoom()).isEqualTo("http://room");
    }

    @Test
    void aFaultOfTheInfrastructureIsRetriedWithGrowingWaits() {
        task.then(submit("find it")).then(started("r1", 1)).then(failed("r1", true));
        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRetryScheduled.class))
                .returns(START.plusSeconds(1), TaskRetryScheduled::getNotBefore);

        task.wait(Duration.ofMillis(999));
        assertThat(task.last()).isEqualTo(new Decision.Ignored());
        task.wait(Duration.ofMillis(1));
        assertThat(task.lastFact()).isInstanceOf(TaskRequeued.class);

        task.then(started("r2", 2)).then(failed("r2", true));
        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRetryScheduled.class))
                .returns(START.plusSeconds(3), TaskRetryScheduled::getNotBefore);
    }

    @Test
    void retriesAreBounded() {
        task.then(submit("find it"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            task.then(started("r" + attempt, attempt))
                    .then(failed("r" + attempt, true))
                    .wait(Duration.ofSeconds(5));
        }

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskFailed.class))
                .satisfies(failed -> assertThat(failed.getFailure().getCode()).isEqualTo("attempts_exhausted"))
                .satisfies(
                        failed -> assertThat(failed.getFailure().getMessage()).contains("room_lost"));
    }

    @Test
    void noRunStartsWhileARetryWaits() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .then(failed("r1", true))
                .then(started("r2", 1));

        assertThat(task.last()).isEqualTo(new Decision.Reminded());
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void aPolicyThatGaveUpIsNotRetried() {
        task.then(submit("find it")).then(started("r1", 1)).then(failed("r1", false));

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskFailed.class))
                .satisfies(failed -> assertThat(failed.getFailure().getCode()).isEqualTo("room_lost"));
    }

    @Test
    void aSilentRunIsLost() {
        task.then(submit("find it"))
                .then(started("r1", 1))
                .later(Duration.ofSeconds(30))
                .then(alive("r1", 2))
                .wait(Duration.ofSeconds(59));
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.RUNNING);

        task.wait(SECOND);

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRetryScheduled.class))
                .satisfies(retry -> assertThat(retry.getFailure().getCode()).isEqualTo("run_lost"));
        assertThat(task.state().getSteps()).isEqualTo(2);
    }

    @Test
    void aTaskRunsOutOfTimeFromItsFirstStartOn() {
        task.then(submit("find it"))
                .later(Duration.ofHours(1))
                .then(started("r1", 1))
                .then(suspended("r1"))
                .wait(Duration.ofMinutes(5));

        assertThat(task.lastFact()).asInstanceOf(type(TaskTimedOut.class)).returns(300, TaskTimedOut::getLimitSeconds);
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.TIMED_OUT);
    }

    @Test
    void aTaskThatNobodyTakesFailsInTheEnd() {
        task.then(submit("find it")).wait(Duration.ofHours(24));

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskFailed.class))
                .satisfies(failed -> assertThat(failed.getFailure().getCode()).isEqualTo("queue_time_exceeded"));
    }

    @Test
    void aTaskIsCancelledInTheQueueAndWhileItRuns() {
        task.then(submit("find it")).then(cancel());
        TaskHistory running = new TaskHistory();
        running.then(submit("find it")).then(started("r1", 1)).then(cancel()).then(finished("r1"));

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskCancelled.class))
                .returns("changed my mind", TaskCancelled::getReason);
        assertThat(running.state().getStatus()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(running.facts()).hasSize(3);
    }

    @Test
    void cancellingTwiceIsOneCancellation() {
        task.then(submit("find it")).then(cancel()).then(cancel());

        assertThat(task.facts()).hasSize(2);
    }

    @Test
    void aTaskThatHasEndedTakesNoMoreCommands() {
        task.then(submit("find it")).then(started("r1", 1)).then(finished("r1")).then(cancel());

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("has ended: COMPLETED", TaskRejected::getReason);
        task.then(update().setMaxSteps(20).build());
        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("UpdateTask", TaskRejected::getCommand);
    }

    @Test
    void aCommandOfAnotherTenantFindsNoTask() {
        CancelTask foreign = cancel();
        foreign.setTenant("mallory");

        task.then(submit("find it")).then(foreign);

        assertThat(task.lastFact())
                .asInstanceOf(type(TaskRejected.class))
                .returns("is not known", TaskRejected::getReason);
        assertThat(task.state().getStatus()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void limitsChangeAtAnyTimeAndWordsOnlyBeforeTheStart() {
        task.then(submit("find it"))
                .then(update().setTask("find them").build())
                .then(started("r1", 1))
                .then(update().setTimeoutSeconds(600).build());
        assertThat(task.lastFact()).isInstanceOf(TaskUpdated.class);
        assertThat(task.state().getDeadlineAt()).isEqualTo(START.plusSeconds(600));
        assertThat(task.state().getSpec().getTask()).isEqualTo("find them");

        task.then(update().setTask("lose them").build());

        assertThat(task.lastFact()).asInstanceOf(type(TaskRejected.class)).returns("task", TaskRejected::getField);
    }

    @Test
    void anUpdateIsHeldToTheSameRulesAsASubmission() {
        task.then(submit("find it")).then(update().setMaxSteps(501).build());

        assertThat(task.lastFact()).asInstanceOf(type(TaskRejected.class)).returns("max_steps", TaskRejected::getField);
    }

    @Test
    void anEndedTaskIsForgottenAfterAMonth() {
        task.then(submit("find it")).then(cancel()).wait(Duration.ofDays(29));
        assertThat(task.forgotten()).isFalse();

        task.wait(Duration.ofDays(1));

        assertThat(task.forgotten()).isTrue();
    }
}
