package io.nekoagents.local.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stops the stack; its data stays.", sortOptions = false)
final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 90;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:NEKO_HOME:-.neko}",
            description = "Home of the stack (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".neko");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ProcessHandle> process = RunningStack.find(home).flatMap(RunningStack::process);
        if (process.isEmpty()) {
            out.println("down already");
            return 0;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailedException(
                    "The stack (pid " + process.get().pid() + ") did not stop in " + PATIENCE_SECONDS + " s", e);
        }
        out.println("down");
        return 0;
    }
}
