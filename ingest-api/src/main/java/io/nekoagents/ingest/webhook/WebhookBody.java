package io.nekoagents.ingest.webhook;

import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.webhook.WebhookDue;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a receiver is sent: the same bytes for the same delivery, however often it is attempted. */
final class WebhookBody {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private WebhookBody() {}

    static byte[] of(WebhookDue due) {
        ObjectNode body = NODES.objectNode();
        body.put("type", due.getType());
        body.put("timestamp", due.getOccurredAt().toString());
        body.set("data", data(due));
        return JSON.writeValueAsBytes(body);
    }

    private static ObjectNode data(WebhookDue due) {
        ObjectNode data = NODES.objectNode();
        data.put("task_id", due.getTaskId());
        data.put("version", due.getVersion());
        data.put("status", lower(due.getStatus()));
        data.put("attempt", due.getAttempt());
        data.put("steps", due.getSteps());
        if (due.getAnswer() != null) {
            data.put("answer", due.getAnswer());
        }
        if (due.getFailure() != null) {
            data.set("failure", failure(due.getFailure()));
        }
        if (due.getPause() != null) {
            data.put("pause", lower(due.getPause()));
        }
        if (due.getReason() != null) {
            data.put("reason", due.getReason());
        }
        return data;
    }

    private static ObjectNode failure(Failure failure) {
        ObjectNode json = NODES.objectNode();
        json.put("code", failure.getCode());
        json.put("message", failure.getMessage());
        json.put("retryable", failure.getRetryable());
        return json;
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
