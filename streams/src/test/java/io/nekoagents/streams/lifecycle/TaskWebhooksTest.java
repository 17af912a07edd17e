package io.nekoagents.streams.lifecycle;

import static io.nekoagents.streams.lifecycle.TaskHistory.cancel;
import static io.nekoagents.streams.lifecycle.TaskHistory.failed;
import static io.nekoagents.streams.lifecycle.TaskHistory.finished;
import static io.nekoagents.streams.lifecycle.TaskHistory.pause;
import static io.nekoagents.streams.lifecycle.TaskHistory.resume;
import static io.nekoagents.streams.lifecycle.TaskHistory.started;
import static io.nekoagents.streams.lifecycle.TaskHistory.submit;
import static io.nekoagents.streams.lifecycle.TaskHistory.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.webhook.WebhookDue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskWebhooksTest {

    private static final String URL = "https://client.example/hook";

    private final TaskHistory task = new TaskHistory();

    @Test
    void aTaskWithoutACallbackIsNotToldOf() {
        task.then(submit("find it")).then(started("r1", 1));

        assertThat(due()).isEmpty();
    }

    @Test
    void theSubmissionItselfIsNotToldOf() {
        task.then(withCallback());

        assertThat(due()).isEmpty();
    }

    @Test
    void aStartIsToldWithTheVersionInItsId() {
        task.then(withCallback()).then(started("r1", 1));

        assertThat(due()).hasValueSatisfying(due -> {
            assertThat(due.getDeliveryId()).isEqualTo("msg_task_1_2");
            assertThat(due.getType()).isEqualTo("task.started");
            assertThat(due.getUrl()).isEqualTo(URL);
            assertThat(due.getStatus()).isEqualTo(TaskStatus.RUNNING);
            assertThat(due.getAttempt()).isEqualTo(1);
        });
    }

    @Test
    void aPauseAndItsEndAreTold() {
        task.then(withCallback()).then(started("r1", 1)).then(pause(PauseKind.TAKEOVER));
        assertThat(due()).hasValueSatisfying(due -> {
            assertThat(due.getType()).isEqualTo("task.paused");
            assertThat(due.getPause()).isEqualTo(PauseKind.TAKEOVER);
            assertThat(due.getReason()).isEqualTo("let me look");
        });

        task.then(resume());
        assertThat(due()).hasValueSatisfying(due -> {
            assertThat(due.getType()).isEqualTo("task.resumed");
            assertThat(due.getPause()).isNull();
        });
    }

    @Test
    void eachEndIsToldWithWhatItIsKnownBy() {
        task.then(withCallback()).then(started("r1", 1)).then(finished("r1"));
        assertThat(due()).hasValueSatisfying(due -> {
            assertThat(due.getType()).isEqualTo("task.completed");
            assertThat(due.getAnswer()).isEqualTo("42");
            assertThat(due.getSteps()).isEqualTo(4);
        });

        TaskHistory failing = new TaskHistory().then(withCallback()).then(started("r1", 1));
        assertThat(due(failing.then(failed("r1", false)))).hasValueSatisfying(due -> {
            assertThat(due.getType()).isEqualTo("task.failed");
            assertThat(due.getFailure().getCode()).isEqualTo("room_lost");
        });

        TaskHistory cancelled = new TaskHistory().then(withCallback()).then(cancel());
        assertThat(due(cancelled)).hasValueSatisfying(due -> {
            assertThat(due.getType()).isEqualTo("task.cancelled");
            assertThat(due.getReason()).isEqualTo("changed my mind");
        });
    }

    @Test
    void aTaskThatRunsOutOfTimeIsTold() {
        SubmitTask impatient = withCallback();
        impatient.getSpec().setTimeoutSeconds(5);
        task.then(impatient).then(started("r1", 1)).wait(Duration.ofSeconds(5));

        assertThat(due()).map(WebhookDue::getType).contains("task.timed_out");
    }

    @Test
    void aChangedCallbackCountsFromThenOn() {
        task.then(withCallback())
                .then(update().setCallbackUrl("https://other.example/").build())
                .then(started("r1", 1));

        assertThat(due()).map(WebhookDue::getUrl).contains("https://other.example/");
    }

    private Optional<WebhookDue> due() {
        return due(task);
    }

    private static Optional<WebhookDue> due(TaskHistory task) {
        return TaskWebhooks.due(task.lastFact(), task.state());
    }

    private static SubmitTask withCallback() {
        SubmitTask command = submit("find it");
        command.getSpec().setCallbackUrl(URL);
        return command;
    }
}
