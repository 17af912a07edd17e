package io.nekoagents.local.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which system a client verb talks to. */
final class ClientOptions {

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "REST base address (default: the stack started by `up`).")
    private @Nullable URI api;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:NEKO_HOME:-.neko}",
            description = "Home of the stack (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".neko");

    Path home() {
        return home;
    }

    TaskClient client() {
        return new TaskClient(api == null ? RunningStack.require(home).api() : api);
    }
}
