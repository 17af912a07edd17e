package io.nekoagents.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description that is served, and whether the live service is as it says. Outsiders judge both. */
final class InterfaceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path CHECK_DESCRIPTION = Path.of("src/test/python/check_description.py");
    private static final Path RULES = Path.of("src/test/python/schemathesis.toml");
    private static final Path REPORT = Path.of("target/schemathesis.log");

    @TempDir
    static Path folder;

    private static Python python;
    private static URI description;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        python = Python.installed();
        StackSettings settings = new StackSettings(
                folder,
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()),
                // What is asked of the tasks makes no sense, and there is much of it.
                Map.of(
                        "neko.agent.policy", "noop",
                        "neko.api.limit.write-per-second", "0",
                        "neko.api.limit.read-per-second", "0",
                        "neko.api.limit.stream-per-second", "0",
                        "neko.api.limit.failed-per-second", "0"));
        description = settings.api().resolve("/openapi.json");
        stack = LocalStack.start(settings, _ -> {});
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theDescriptionIsSoundAndItsExamplesAreToo() throws Exception {
        assertThat(python.run(CHECK_DESCRIPTION, description.toString())).endsWith(" 0 problems\n");
    }

    @Test
    void theServiceIsAsItsDescriptionSays() throws Exception {
        // When
        Process schemathesis = python.start(
                REPORT,
                "schemathesis.cli",
                "--config-file",
                RULES.toString(),
                "run",
                description.toString(),
                "--header",
                "Authorization: Bearer " + AdminKey.of(folder).text(),
                "--seed",
                "1",
                "--continue-on-failure",
                "--no-color");
        boolean ended = schemathesis.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        schemathesis.destroyForcibly();

        // Then
        String report = Files.readString(REPORT);
        assertThat(ended).as("it ends; so far it said %s", report).isTrue();
        assertThat(schemathesis.exitValue()).as("what it found: %s", report).isZero();
        assertThat(report).as("all phases were run").contains("✅ Examples", "✅ Coverage", "✅ Fuzzing", "✅ Stateful");
    }
}
