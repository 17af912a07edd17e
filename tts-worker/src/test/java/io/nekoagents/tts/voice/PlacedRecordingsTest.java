package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nekoagents.tts.voice.ReferencePlaces.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@Timeout(60)
final class PlacedRecordingsTest {

    @TempDir
    private Path folder;

    private HttpServer bucket;
    private PlacedRecordings store;

    @BeforeEach
    void open() throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bucket.createContext("/", PlacedRecordingsTest::serve);
        bucket.start();
        store = new PlacedRecordings(new VoiceSettings(
                folder,
                "default",
                "default",
                List.of(),
                folder,
                DataSize.ofMegabytes(64),
                URI.create("http://127.0.0.1:" + bucket.getAddress().getPort()),
                Duration.ofSeconds(2)));
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int status = path.endsWith("/a b.wav") ? 200 : path.endsWith("/none") ? 404 : 500;
            byte[] body = status == 404
                    ? "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)
                    : new byte[1_000];
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterEach
    void close() {
        store.close();
        bucket.stop(0);
    }

    @Test
    void readsObjectsAndNoMoreOfThemThanAllowed() throws IOException {
        assertThat(store.read(new Place.OfBucket("audio", "acme/a b.wav"), 5_000))
                .hasValue(new byte[1_000]);
        assertThat(store.read(new Place.OfBucket("audio", "acme/a b.wav"), 10)).hasValue(new byte[10]);
        assertThat(store.read(new Place.OfBucket("audio", "acme/none"), 10)).isEmpty();
    }

    @Test
    void saysThatABucketDoesNotAnswer() {
        assertThatThrownBy(() -> store.read(new Place.OfBucket("audio", "acme/broken"), 10))
                .isInstanceOf(IOException.class)
                .hasMessage("The bucket audio does not answer");
    }

    @Test
    void readsFilesAndNoMoreOfThemThanAllowed() throws IOException {
        Path file = Files.write(folder.resolve("a.wav"), new byte[1_000]);

        assertThat(store.read(new Place.OfFile(file), 5_000)).hasValue(new byte[1_000]);
        assertThat(store.read(new Place.OfFile(file), 10)).hasValue(new byte[10]);
        assertThat(store.read(new Place.OfFile(folder.resolve("none")), 10)).isEmpty();
        assertThat(store.read(new Place.OfFile(folder), 10)).isEmpty();
    }
}
