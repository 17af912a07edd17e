package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** How a task ended, for a person. */
final class Outcome {

    private Outcome() {}

    static boolean completed(JsonNode task) {
        return task.path("status").asText().equals("completed");
    }

    static void print(JsonNode task, PrintWriter out) {
        out.println("task    " + task.path("task_id").asText());
        out.println("status  " + task.path("status").asText());
        if (task.hasNonNull("answer")) {
            out.println("answer  " + task.path("answer").asText());
        }
        JsonNode failure = task.path("failure");
        if (failure.isObject() && !completed(task)) {
            out.println("failure " + failure.path("code").asText() + ": "
                    + failure.path("message").asText());
        }
        out.flush();
    }
}
