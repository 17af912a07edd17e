package io.nekoagents.local.cli;

import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description =
                "Starts the whole stack and keeps it running until Ctrl-C or `down`; a restart goes on where it was.",
        sortOptions = false)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private final StackOptions options = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StackSettings settings = options.settings();
        StackGuard.refuseSecond(settings.home());
        StackGuard.adminKey(settings.home(), out);
        CountDownLatch stopped = new CountDownLatch(1);
        try (LocalStack stack = LocalStack.start(settings, StackGuard.progress(out))) {
            RunningStack.of(settings).write(settings.home());
            StackGuard.onShutdown(stack, settings.home(), stopped);
            out.println("Up. REST " + settings.api() + "  room " + settings.room() + "  logs " + settings.home());
            out.println("Interface " + settings.api() + "/docs");
            out.println("Try: ./nekoctl task 'type \"kettle\" into \"Search\", press Enter, read \"results\"' --url "
                    + settings.demoSite().resolve("search.html") + " --watch");
            out.flush();
            stopped.await();
        }
        return 0;
    }
}
