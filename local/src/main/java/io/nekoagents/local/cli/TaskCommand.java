package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "task",
        description = "Submits a task; with --watch follows it to its end, and exits 0 only if it completed.",
        sortOptions = false)
final class TaskCommand implements Callable<Integer> {

    @Mixin
    private final TaskRequest request = new TaskRequest();

    @Mixin
    private final ClientOptions target = new ClientOptions();

    @Option(names = "--watch", description = "Follow it live.")
    private boolean watch;

    @Option(names = "--json", description = "Print one JSON object, and nothing else on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (TaskClient client = target.client()) {
            JsonNode submitted = client.submit(request.json());
            String taskId = submitted.path("task_id").asText();
            if (!watch) {
                out.println(json ? submitted.toPrettyString() : taskId);
                return 0;
            }
            PrintWriter story = json ? new PrintWriter(Writer.nullWriter()) : out;
            story.println(taskId);
            JsonNode ended = new TaskWatch(client, story).toTheEnd(taskId);
            if (json) {
                out.println(ended.toPrettyString());
            } else {
                Outcome.print(ended, out);
            }
            return Outcome.completed(ended) ? 0 : 1;
        }
    }
}
