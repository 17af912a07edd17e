package io.nekoagents.local.cli;

import io.nekoagents.local.stack.AdminKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
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

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:NEKO_API_KEY}",
            description = "API key or token (default: $NEKO_API_KEY, else the admin key of the stack's home).")
    private @Nullable String key;

    Path home() {
        return home;
    }

    TaskClient client() {
        if (api != null) {
            return new TaskClient(api, Objects.requireNonNullElse(key, ""));
        }
        URI running = RunningStack.require(home).api();
        return new TaskClient(running, key == null ? AdminKey.of(home).text() : key);
    }
}
