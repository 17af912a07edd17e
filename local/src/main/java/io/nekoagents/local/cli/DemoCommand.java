package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Starts the stack, runs a task in a real browser, prints what it did, and stops the stack.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    private static final String TASK =
            "click \"Search\", then type \"kettle\" into \"Search\", press Enter and read \"results\"";

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Print one JSON object last.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = options.settings();
        StackGuard.refuseSecond(settings.home());
        AdminKey key = StackGuard.adminKey(settings.home(), out);
        try (LocalStack stack = LocalStack.start(settings, StackGuard.progress(out));
                TaskClient client = new TaskClient(settings.api(), key.text())) {
            StackGuard.onShutdown(stack, settings.home(), new CountDownLatch(1));
            out.println("Task: " + TASK);
            out.println("Page: " + settings.demoSite());
            ObjectNode request = TaskRequest.json(TASK, settings.demoSite().toString(), "web", null, null);
            String taskId = client.submit(request).path("task_id").asText();
            JsonNode ended = new TaskWatch(client, out).toTheEnd(taskId);
            print(ended, settings, taskId, out);
            return Outcome.completed(ended) ? 0 : 1;
        }
    }

    private void print(JsonNode ended, StackSettings settings, String taskId, PrintWriter out) {
        Outcome.print(ended, out);
        out.println("frames  " + settings.home().resolve("frames").resolve(taskId));
        out.println("dataset " + settings.datasets().resolve("default/episodes")
                + ", with this run once the stack has stopped");
        if (json) {
            out.println(ended.toString());
        }
        out.flush();
    }
}
