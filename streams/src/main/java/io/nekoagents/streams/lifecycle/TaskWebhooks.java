package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.task.Pause;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.webhook.WebhookDue;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a task's client is to hear of. */
final class TaskWebhooks {

    private TaskWebhooks() {}

    /**
     * The delivery that a fact calls for; empty if the client named no place for it, or it is none of those that are
     * told.
     *
     * @param after the task's state after the fact
     */
    static Optional<WebhookDue> due(SpecificRecord fact, TaskState after) {
        String url = after.getSpec().getCallbackUrl();
        return url == null
                ? Optional.empty()
                : type(fact).map(type -> of(type, url, after).build());
    }

    private static Optional<String> type(SpecificRecord fact) {
        return switch (fact) {
            case TaskStarted _ -> Optional.of("task.started");
            case TaskPaused _ -> Optional.of("task.paused");
            case TaskResumed _ -> Optional.of("task.resumed");
            case TaskCompleted _ -> Optional.of("task.completed");
            case TaskFailed _ -> Optional.of("task.failed");
            case TaskCancelled _ -> Optional.of("task.cancelled");
            case TaskTimedOut _ -> Optional.of("task.timed_out");
            default -> Optional.empty();
        };
    }

    private static WebhookDue.Builder of(String type, String url, TaskState after) {
        WebhookDue.Builder due = WebhookDue.newBuilder()
                .setDeliveryId("msg_" + after.getTaskId() + "_" + after.getVersion())
                .setTaskId(after.getTaskId())
                .setTenant(after.getTenant())
                .setVersion(after.getVersion())
                .setType(type)
                .setUrl(url)
                .setOccurredAt(after.getUpdatedAt())
                .setStatus(after.getStatus())
                .setAttempt(after.getAttempt())
                .setSteps(after.getSteps());
        Pause pause = after.getPause();
        return switch (after.getStatus()) {
            case COMPLETED -> due.setAnswer(after.getAnswer());
            case FAILED -> due.setFailure(after.getFailure());
            case CANCELLED -> due.setReason(after.getCancelReason());
            case QUEUED, RUNNING ->
                pause == null ? due : due.setPause(pause.getKind()).setReason(pause.getReason());
            case TIMED_OUT, UNKNOWN -> due;
        };
    }
}
