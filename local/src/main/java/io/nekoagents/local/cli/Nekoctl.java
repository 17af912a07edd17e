package io.nekoagents.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** {@code ./nekoctl}: the whole system on one machine, and a client of it. */
@Command(
        name = "nekoctl",
        description = "Vision-driven GUI agents as a service, on this machine.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            TaskCommand.class,
            TasksCommand.class,
            CancelCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {"", "`nekoctl test` builds everything and runs all tests."},
        sortOptions = false)
public final class Nekoctl {

    private Nekoctl() {}

    public static void main(String[] arguments) {
        int code = execute(arguments);
        StandardOutput.end();
        System.exit(code);
    }

    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Nekoctl());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
        return arguments.length == 0 ? usage(line) : line.execute(arguments);
    }

    private static int usage(CommandLine line) {
        line.usage(line.getOut());
        return line.getCommandSpec().exitCodeOnUsageHelp();
    }

    /** What a person can act on is a line; anything else is our fault and comes with its trace. */
    private static int report(Exception failure, CommandLine command) throws Exception {
        PrintWriter errors = command.getErr();
        if (failure instanceof CommandFailedException || failure instanceof ParameterException) {
            errors.println(failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }
}
