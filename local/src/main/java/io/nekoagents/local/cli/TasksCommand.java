package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "tasks", description = "Lists tasks, newest first.", sortOptions = false)
final class TasksCommand implements Runnable {

    private static final int WORDS = 60;

    @Option(names = "--status", description = "queued, running, completed, failed, cancelled or timed_out.")
    private @Nullable String status;

    @Option(names = "--text", description = "Words that the task contains.")
    private @Nullable String text;

    @Option(names = "--limit", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "As the server gives it.")
    private boolean json;

    @Mixin
    private final ClientOptions target = new ClientOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("limit", Integer.toString(limit));
        if (status != null) {
            filters.put("status", status);
        }
        if (text != null) {
            filters.put("text", text);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TaskClient client = target.client()) {
            JsonNode page = client.tasks(filters);
            if (json) {
                out.println(page.toPrettyString());
                return;
            }
            for (JsonNode task : page.path("tasks")) {
                out.println(line(task));
            }
        }
    }

    private static String line(JsonNode task) {
        String words = task.path("task").asText().replaceAll("\\s+", " ");
        return "%-32s %-10s %-24s %s"
                .formatted(
                        task.path("task_id").asText(),
                        task.path("status").asText(),
                        task.path("created_at").asText(),
                        words.length() > WORDS ? words.substring(0, WORDS - 1) + "…" : words);
    }
}
