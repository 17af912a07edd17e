package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nekoagents.local.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The note that a running stack leaves in its home for the other verbs.
 *
 * @param pid of the stack's process
 */
record RunningStack(long pid, URI api, URI room, String kafka, URI registry) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "up.json";

    static RunningStack of(StackSettings settings) {
        return new RunningStack(
                ProcessHandle.current().pid(),
                settings.api(),
                settings.room(),
                "127.0.0.1:" + settings.ports().kafka(),
                URI.create("http://127.0.0.1:" + settings.ports().registry() + "/apis/ccompat/v7"));
    }

    /** The stack that runs from this home; empty if there is none, or it died. */
    static Optional<RunningStack> find(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode note = JSON.readTree(file.toFile());
            RunningStack stack = new RunningStack(
                    note.path("pid").asLong(),
                    URI.create(note.path("api").asText()),
                    URI.create(note.path("room").asText()),
                    note.path("kafka").asText(),
                    URI.create(note.path("registry").asText()));
            return stack.process().map(_ -> stack);
        } catch (IOException e) {
            throw new CommandFailedException("Not readable: " + file + ": " + e.getMessage(), e);
        }
    }

    /** The stack that the client verbs talk to. */
    static RunningStack require(Path home) {
        return find(home)
                .orElseThrow(() -> new CommandFailedException(
                        "No stack runs from " + home.toAbsolutePath() + ". Start one with: ./nekoctl up"));
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    void write(Path home) {
        try {
            Files.createDirectories(home);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(
                            home.resolve(FILE).toFile(),
                            JSON.createObjectNode()
                                    .put("pid", pid)
                                    .put("api", api.toString())
                                    .put("room", room.toString())
                                    .put("kafka", kafka)
                                    .put("registry", registry.toString()));
        } catch (IOException e) {
            throw new CommandFailedException("Not writable: " + home.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    static void erase(Path home) {
        try {
            Files.deleteIfExists(home.resolve(FILE));
        } catch (IOException e) {
            throw new CommandFailedException("Not removable: " + home.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
