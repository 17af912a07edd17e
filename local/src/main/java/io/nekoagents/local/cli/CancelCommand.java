package io.nekoagents.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "cancel", description = "Cancels a task.", sortOptions = false)
final class CancelCommand implements Runnable {

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String taskId = "";

    @Mixin
    private final ClientOptions target = new ClientOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (TaskClient client = target.client()) {
            spec.commandLine()
                    .getOut()
                    .println(client.cancel(taskId).path("status").asText());
        }
    }
}
