package io.nekoagents.tts.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ShelfTest {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path folder;

    private final Map<String, Integer> kept = new ConcurrentHashMap<>();
    private HttpServer bucket;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bucket.createContext("/", this::serve);
        bucket.start();
        file = Files.writeString(folder.resolve("made.wav"), "hello");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            int length = exchange.getRequestBody().readAllBytes().length;
            boolean broken = exchange.getRequestURI().getPath().contains("broken");
            if (!broken) {
                kept.put(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        length);
            }
            exchange.sendResponseHeaders(broken ? 403 : 200, -1);
        }
    }

    @AfterEach
    void close() {
        bucket.stop(0);
    }

    private Shelf shelf(String place) {
        return Shelf.of(new SpeechSettings(
                "worker",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                place,
                URI.create("http://127.0.0.1:" + bucket.getAddress().getPort())));
    }

    @Test
    void aFolderHasTheFileUnderItsNameAndNothingElse() throws Exception {
        Path place = folder.resolve("speech");
        try (Shelf shelf = shelf(place.toString())) {
            Shelf.Kept first = shelf.keep("acme/speech_1.wav", file);
            Shelf.Kept again = shelf.keep("acme/speech_1.wav", file);

            assertThat(again).isEqualTo(first);
            assertThat(first.sha256()).isEqualTo(HELLO);
            assertThat(Path.of(URI.create(first.uri()))).hasContent("hello");
            assertThat(place.resolve("acme")).isDirectoryContaining("glob:**/speech_1.wav");
            assertThat(place.resolve("acme").toFile().list()).hasSize(1);
        }
    }

    @Test
    void aBucketHasTheFileBelowItsPrefix() throws Exception {
        try (Shelf shelf = shelf("s3://audio/made/by/us")) {
            Shelf.Kept found = shelf.keep("acme/speech_1.wav", file);

            assertThat(found).isEqualTo(new Shelf.Kept("s3://audio/made/by/us/acme/speech_1.wav", HELLO, 5));
            assertThat(kept).containsKey("PUT /audio/made/by/us/acme/speech_1.wav");
        }
    }

    @Test
    void aBucketThatRefusesIsSaid() throws Exception {
        try (Shelf shelf = shelf("s3://broken")) {
            assertThatThrownBy(() -> shelf.keep("acme/speech_1.wav", file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bucket broken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://host/x", "s3:///x"})
    void whatIsNoPlaceIsRefusedByItsKey(String place) {
        assertThatThrownBy(() -> shelf(place))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("neko.tts.speech.files ");
    }
}
