package io.nekoagents.local.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
            ReplayCommand.class,
            DatasetsCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {"", "`nekoctl test` builds everything and runs all tests."},
        sortOptions = false)
public final class Nekoctl {

    private Nekoctl() {}

    public static void main(String[] arguments) {
        // Before anything logs: where to is read once.
        System.setProperty("neko.local.log", home(arguments).resolve("neko.log").toString());
        int code = execute(arguments);
        StandardOutput.end();
        System.exit(code);
    }

    /** The home that the verb is about to be told, as {@code --home}, by the environment, or not at all. */
    static Path home(String... arguments) {
        Path home = Path.of(System.getenv().getOrDefault("NEKO_HOME", ".neko"));
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--home=")) {
                home = Path.of(arguments[i].substring("--home=".length()));
            } else if (arguments[i].equals("--home") && i + 1 < arguments.length) {
                home = Path.of(arguments[i + 1]);
            }
        }
        return home;
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
