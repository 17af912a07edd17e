package io.nekoagents.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "datasets",
        description = "Looks into datasets of training samples.",
        subcommands = DatasetsShowCommand.class,
        sortOptions = false)
final class DatasetsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with them: show.");
    }
}
