package io.nekoagents.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nekoagents.agent.frame.FrameSettings;
import io.nekoagents.agent.frame.FrameSettings.Format;
import io.nekoagents.agent.frame.FrameStore;
import io.nekoagents.agent.frame.FrameStoreException;
import io.nekoagents.agent.frame.FrameStores;
import io.nekoagents.local.process.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Frames in moto, an S3 that is not ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3FrameStoreIT {

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "somebody", "aws.secretAccessKey", "something", "aws.region", "eu-central-1");

    private static final Path READ_OBJECT = Path.of("src/test/python/read_object.py");

    private final HttpClient http = HttpClient.newHttpClient();
    private Process moto;
    private URI endpoint;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        CREDENTIALS.forEach(System::setProperty);
        int port = FreePort.next();
        endpoint = URI.create("http://127.0.0.1:" + port + "/");
        moto = Python.installed()
                .start(folder.resolve("moto.log"), "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port));
        await("moto; log in " + folder)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> createBucket() == 200);
    }

    @AfterAll
    void stop() {
        moto.destroy();
        CREDENTIALS.keySet().forEach(System::clearProperty);
        http.close();
    }

    @Test
    void aFrameIsAnObjectOfItsTypeAtTheAddressThatIsRecorded() throws Exception {
        try (FrameStore store = FrameStores.open(settings("s3://frames/pool-a"))) {
            URI uri = store.put("task_1/run_1/0001.jpg", new byte[] {1, 2, 3}, "image/jpeg");

            assertThat(uri).isEqualTo(URI.create("s3://frames/pool-a/task_1/run_1/0001.jpg"));
            assertThat(Python.installed()
                            .run(
                                    READ_OBJECT,
                                    endpoint.toString(),
                                    uri.getHost(),
                                    uri.getPath().substring(1))
                            .strip())
                    .isEqualTo("image/jpeg 010203");
        }
    }

    @Test
    void aBucketThatIsNotThereIsAFaultOfTheStore() throws Exception {
        try (FrameStore store = FrameStores.open(settings("s3://nowhere"))) {
            assertThatThrownBy(() -> store.put("a.jpg", new byte[] {1}, "image/jpeg"))
                    .isInstanceOf(FrameStoreException.class)
                    .hasMessageContaining("s3://nowhere/a.jpg");
        }
    }

    private FrameSettings settings(String store) {
        return new FrameSettings(URI.create(store), Format.JPEG, 0.9, endpoint);
    }

    private int createBucket() throws Exception {
        return http.send(
                        HttpRequest.newBuilder(endpoint.resolve("frames"))
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
