package io.nekoagents.local.cli;

import io.nekoagents.local.stack.StackSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the stack lives, as options of the verbs that start one. */
final class StackOptions {

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:NEKO_HOME:-.neko}",
            description = "Data and logs of the stack (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".neko");

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            defaultValue = "${env:NEKO_API_PORT:-8080}",
            description = "REST (default: ${DEFAULT-VALUE}).")
    private int api;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "${env:NEKO_KAFKA_PORT:-9092}",
            description = "Kafka (default: ${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "${env:NEKO_REGISTRY_PORT:-8081}",
            description = "Schema registry (default: ${DEFAULT-VALUE}).")
    private int registry;

    @Option(
            names = "--room-port",
            paramLabel = "PORT",
            defaultValue = "${env:NEKO_ROOM_PORT:-8090}",
            description = "The room (default: ${DEFAULT-VALUE}).")
    private int room;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the services, such as neko.agent.policy=openai.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    StackSettings settings() {
        return new StackSettings(home, new StackSettings.Ports(api, kafka, registry, room), overrides);
    }
}
