package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Follows a task to its end and tells what it does. */
final class TaskWatch {

    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled", "timed_out");
    private static final Duration LOOK = Duration.ofMillis(250);

    private final TaskClient client;
    private final PrintWriter out;
    private int told;
    private String status = "";

    /** @param out where the steps are told; nobody listens where a program reads the result */
    TaskWatch(TaskClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /** Returns the task as it ended, with its steps. */
    JsonNode toTheEnd(String taskId) {
        while (true) {
            ObjectNode task = (ObjectNode) client.task(taskId);
            JsonNode steps = client.steps(taskId).path("steps");
            tell(task, steps);
            if (ENDED.contains(task.path("status").asText())
                    && steps.size() >= task.path("steps").asInt()) {
                task.set("taken", steps);
                return task;
            }
            rest();
        }
    }

    private void tell(JsonNode task, JsonNode steps) {
        String now = task.path("status").asText();
        if (!now.equals(status)) {
            status = now;
            out.println("  " + now
                    + (task.hasNonNull("worker_id")
                            ? "  by " + task.path("worker_id").asText()
                            : ""));
        }
        for (; told < steps.size(); told++) {
            out.println("  " + line(steps.get(told)));
        }
        out.flush();
    }

    /** One step in a line. */
    static String line(JsonNode step) {
        StringBuilder line = new StringBuilder("%3d  %-11s"
                .formatted(step.path("step").asInt(), step.path("action").asText()));
        if (step.hasNonNull("value")) {
            line.append(" \"").append(step.path("value").asText()).append('"');
        }
        for (JsonNode position : step.path("positions")) {
            line.append(" (%.3f, %.3f)"
                    .formatted(position.path(0).asDouble(), position.path(1).asDouble()));
        }
        if (!step.path("reason").asText("").isEmpty()) {
            line.append("  – ").append(step.path("reason").asText());
        }
        return line.toString();
    }

    private static void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted; the task goes on", e);
        }
    }
}
