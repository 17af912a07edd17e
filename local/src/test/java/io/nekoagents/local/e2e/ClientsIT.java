package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of the generated clients as their users run them: each a process of its own, against a live stack. */
final class ClientsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path CLIENTS = Path.of("../clients");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @TempDir
    static Path folder;

    private static StackSettings settings;
    private static LocalStack stack;

    /** How a program of a language is run. */
    enum Client {
        JAVA {
            @Override
            List<String> running(String program) {
                Path built = CLIENTS.resolve("java/target");
                return List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--class-path",
                        built.resolve("classes") + ":" + built.resolve("lib") + "/*",
                        CLIENTS.resolve("java/example/" + program + ".java").toString());
            }
        },
        PYTHON {
            @Override
            List<String> running(String program) {
                Path home = CLIENTS.resolve("python");
                return List.of(
                        home.resolve("target/venv/bin/python").toString(),
                        home.resolve("example/" + program.toLowerCase(Locale.ROOT) + ".py")
                                .toString());
            }
        },
        TYPESCRIPT {
            @Override
            List<String> running(String program) {
                return List.of(
                        "node",
                        CLIENTS.resolve("typescript/target/example/" + program.toLowerCase(Locale.ROOT) + ".js")
                                .toString());
            }
        };

        abstract List<String> running(String program);
    }

    @BeforeAll
    static void start() {
        assertThat(CLIENTS.resolve("typescript/target/example"))
                .as("the clients, which a build with -Dquick leaves out")
                .exists();
        settings = new StackSettings(
                folder,
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()),
                Map.of());
        stack = LocalStack.start(settings, _ -> {});
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void theExamplePrintsTheAnswerOfItsTask(Client client) throws Exception {
        String words = "open " + settings.demoSite().resolve("search.html")
                + ", type \"kettle\" into \"Search\", press Enter, read \"results\"";

        assertThat(run(client, "Example", words)).isEqualTo("3 results for kettle");
    }

    @ParameterizedTest
    @EnumSource
    void theRefusalOfATaskNamesTheField(Client client) throws Exception {
        assertThat(run(client, "Refused")).startsWith("callback_url: must be");
    }

    @Test
    void theReadmeShowsTheExamplesAsTheyAre() throws IOException {
        assertThat(Files.readString(CLIENTS.resolve("README.md")))
                .contains(
                        Files.readString(CLIENTS.resolve("java/example/Example.java")),
                        Files.readString(CLIENTS.resolve("python/example/example.py")),
                        Files.readString(CLIENTS.resolve("typescript/example/example.ts")));
    }

    @Test
    void theInterfacesPageShowsEveryCallInARealBrowser() {
        DevTools browser = new DevTools(stack::devTools);

        browser.evaluate("location.href = '" + settings.api().resolve("/docs") + "'");

        await("a block for each call of the description")
                .atMost(PATIENCE)
                .ignoreExceptions() // while the page changes there is nothing to ask
                .until(() -> browser.evaluate("document.querySelectorAll('.opblock').length")
                                .asInt()
                        == calls());
        assertThat(browser.evaluate("document.title").asText()).isEqualTo("Neko Agents: the interface");
    }

    private static int calls() throws IOException {
        try (InputStream description =
                settings.api().resolve("/openapi.json").toURL().openStream()) {
            int calls = 0;
            for (JsonNode path : RestTasks.JSON.readTree(description).path("paths")) {
                calls += (int) METHODS.stream().filter(path::has).count();
            }
            return calls;
        }
    }

    /** What the program printed. */
    private static String run(Client client, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(client.running(program));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "client", ".out");
        Path errors = Files.createTempFile(folder, "client", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("NEKO_API_URL", settings.api().toString());
        builder.environment().put("NEKO_API_KEY", AdminKey.of(folder).text());
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as("%s ends well; it said %s %s", command, Files.readString(output), Files.readString(errors))
                .isTrue();
        return Files.readString(output).strip();
    }
}
