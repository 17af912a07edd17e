package io.nekoagents.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(60)
final class BucketArchiveTest {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private HttpServer server;
    private Archive archive;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        S3Client client = S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .serviceConfiguration(how -> how.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        archive = new BucketArchive(URI.create("s3://audio/voices"), client);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = new byte[0];
            int status = 200;
            if (path.contains("broken")) {
                status = 500;
            } else if (exchange.getRequestMethod().equals("PUT")) {
                objects.put(path, exchange.getRequestBody().readAllBytes());
            } else if (objects.containsKey(path)) {
                body = objects.get(path);
            } else {
                status = 404;
                body = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterEach
    void close() {
        archive.close();
        server.stop(0);
    }

    @Test
    void readsWhatItWasGivenByItsAddress() {
        // When
        archive.put("acme/a.wav", new byte[] {1, 2, 3}, "audio/wav");

        // Then
        assertThat(objects).containsOnlyKeys("/audio/voices/acme/a.wav");
        assertThat(archive.address("acme/a.wav")).isEqualTo("s3://audio/voices/acme/a.wav");
        assertThat(archive.read(URI.create("s3://audio/voices/acme/a.wav"))).hasValue(new byte[] {1, 2, 3});
        assertThat(archive.read(URI.create("s3://audio/voices/acme/b.wav"))).isEmpty();
    }

    @Test
    void leavesWhatIsOutsideAlone() {
        // Given
        objects.put("/audio/secret", new byte[] {1});
        objects.put("/other/voices/a", new byte[] {1});

        // Then
        assertThat(archive.read(URI.create("s3://audio/secret"))).isEmpty();
        assertThat(archive.read(URI.create("s3://other/voices/a"))).isEmpty();
        assertThat(archive.read(URI.create("file:///audio/voices/a"))).isEmpty();
        assertThatThrownBy(() -> archive.put("../secret", new byte[0], "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatItDoesNotAnswer() {
        assertThatThrownBy(() -> archive.read(URI.create("s3://audio/voices/broken")))
                .isInstanceOf(ArchiveUnavailableException.class);
        assertThatThrownBy(() -> archive.put("broken", new byte[] {1}, "x"))
                .isInstanceOf(ArchiveUnavailableException.class);
    }
}
