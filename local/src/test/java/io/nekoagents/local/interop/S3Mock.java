package io.nekoagents.local.interop;

import static org.awaitility.Awaitility.await;

import io.nekoagents.local.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adobe's S3 as a process of its own on the loopback address, with one bucket. */
final class S3Mock implements AutoCloseable {

    static final String BUCKET = "shards";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI endpoint;

    private S3Mock(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** It takes some seconds until it can be used. */
    static S3Mock start(Path folder) throws IOException {
        int port = FreePort.next();
        Path log = folder.resolve("s3mock.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "target/s3mock/s3mock.jar",
                        "--server.address=127.0.0.1",
                        // Its port for TLS, without TLS: the other cannot be kept to one address, or left out.
                        "--server.port=" + port,
                        "--server.ssl.enabled=false",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.store.root=" + folder.resolve("store")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new S3Mock(process, URI.create("http://127.0.0.1:" + port + "/"));
    }

    void awaitReady() {
        await("s3mock; its log is beside its folder")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> put(BUCKET, BodyPublishers.noBody()).statusCode() == 200);
    }

    /** What a client of S3 wants in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "S3_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "somebody",
                "AWS_SECRET_ACCESS_KEY", "something",
                "AWS_DEFAULT_REGION", "us-east-1",
                "NO_PROXY", "127.0.0.1");
    }

    /** All files of a folder, under its name; returns their address. */
    String upload(Path folder) throws IOException, InterruptedException {
        String prefix = BUCKET + "/" + folder.getFileName() + "/";
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            int status = put(prefix + folder.relativize(file), BodyPublishers.ofFile(file))
                    .statusCode();
            if (status != 200) {
                throw new IOException("s3mock answers " + status + " to " + file);
            }
        }
        return "s3://" + prefix;
    }

    private HttpResponse<Void> put(String key, BodyPublisher body) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(endpoint.resolve(key)).PUT(body).build(), BodyHandlers.discarding());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }
}
