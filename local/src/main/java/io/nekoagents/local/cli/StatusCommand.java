package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "status", description = "Says whether the stack runs and is well; exits 0 if so.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions target = new ClientOptions();

    @Option(names = "--json", description = "The health report as the server gives it.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<RunningStack> stack = RunningStack.find(target.home());
        if (stack.isEmpty()) {
            out.println("down");
            return 1;
        }
        try (TaskClient client = target.client()) {
            JsonNode health = client.health();
            if (json) {
                out.println(health.toPrettyString());
            } else {
                print(stack.get(), health, out);
            }
            return health.path("status").asText().equals("ready") ? 0 : 1;
        }
    }

    private static void print(RunningStack stack, JsonNode health, PrintWriter out) {
        out.println(health.path("status").asText() + "  (pid " + stack.pid() + ")");
        out.println("  rest      " + stack.api());
        out.println("  room      " + stack.room());
        out.println("  kafka     " + stack.kafka());
        out.println("  registry  " + stack.registry());
    }
}
