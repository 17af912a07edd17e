package io.nekoagents.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Apicurio registry as a process of its own, on the loopback address, with its data in a file: ids survive a restart.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final String RUNNER = "quarkus-run.jar";

    private final ChildProcess process;
    private final URI baseUri;

    private RegistryProcess(ChildProcess process, URI baseUri) {
        this.process = process;
        this.baseUri = baseUri;
    }

    /**
     * Starts it; it answers when this returns.
     *
     * @param folder of its data and its log, created if missing
     * @param port 1 to 65535
     * @throws ChildProcessException if it does not come up
     */
    public static RegistryProcess start(Path folder, int port) {
        Path home = Installation.registry();
        Path runner = home.resolve(RUNNER);
        if (!Files.isRegularFile(runner)) {
            throw new ChildProcessException("The registry is not unpacked at " + home + ": build the module `local`");
        }
        ChildProcess process = ChildProcess.start(new ChildJvm(
                "registry",
                Installation.classPathEntry() + ":" + runner,
                jvmArguments(folder.toAbsolutePath(), port),
                LeashedMain.class.getName(),
                List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"),
                folder.resolve("registry.log")));
        RegistryProcess registry =
                new RegistryProcess(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
            process.awaitReady(() -> registry.answers(http), PATIENCE);
        }
        return registry;
    }

    /** Of its Confluent-compatible interface, as clients want it. */
    public URI baseUri() {
        return baseUri;
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers(HttpClient http) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUri + "/subjects"))
                .timeout(ANSWER)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Small, quick to start, and reachable from this machine only; as shipped it opens a second port to all the world. */
    private static List<String> jvmArguments(Path folder, int port) {
        return List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // As its own manifest asks.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dquarkus.banner.enabled=false",
                "-Dapicurio.storage.snapshot.location=" + folder,
                // As shipped, H2 writes half a second later what it has acknowledged: ids would be lost in a crash.
                "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("registry")
                        + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0",
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=8");
    }
}
