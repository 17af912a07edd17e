package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.local.interop.Python;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run becomes training data; what counts is what the loaders of others make of it. */
final class CapturedRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path EXPAND_EXAMPLES = Path.of("src/test/python/expand_examples.py");

    /** Video coding takes something away, text rendering does not. */
    private static final double SAME_PICTURE = 6;

    @TempDir
    static Path folder;

    private static StackSettings settings;
    private static LocalStack stack;
    private static RestTasks tasks;

    @BeforeAll
    static void start() {
        settings = new StackSettings(
                folder.resolve("home"),
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()),
                Map.of("neko.capture.sink.seal-age", "1s"));
        stack = LocalStack.start(settings, _ -> {});
        tasks = new RestTasks(settings.api(), AdminKey.of(settings.home()).text());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aRunOfATaskIsASampleOfWhatWasSeenAndDone() throws Exception {
        // When
        String words = "click \"Search\", type \"kettle\" into \"Search\", press Enter, then read \"results\"";
        String taskId =
                tasks.submit(RestTasks.request(words, "web", settings.demoSite().resolve("search.html")));
        await(words).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> tasks.ended(taskId));
        assertThat(new DevTools(stack::devTools)
                        .evaluate("document.body.dataset.state")
                        .asText())
                .isEqualTo("results:kettle:3");
        BufferedImage shown = screenOfTheRoom();
        await("the dataset tells of the episode; log in " + folder)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> tasks.get("/api/v1/capture/datasets")
                                .at("/datasets/0/episodes")
                                .asInt()
                        == 1);

        // Then: the loaders see the actions of the log
        JsonNode examples = examples();
        JsonNode steps = tasks.steps(taskId);
        assertThat(examples).as("examples of steps %s", steps).hasSize(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            JsonNode example = examples.get(i);
            assertThat(example.path("task").asText()).isEqualTo(words);
            assertThat(example.at("/action/action").asText())
                    .isEqualTo(step.path("action").asText());
            assertThat(example.at("/action/value")).isEqualTo(step.path("value"));
            assertThat(position(example.at("/action/position"))).isEqualTo(points(step.path("positions")));
            // Then: each on the frame that it was decided on
            assertThat(sha256(Path.of(example.path("frame").asText())))
                    .as("frame of step %s", step)
                    .isEqualTo(step.at("/frame/sha256").asText());
        }

        // Then: the last shows what the room's own screen shows of the page
        Path last = Path.of(examples.get(examples.size() - 1).path("frame").asText());
        assertThat(difference(ImageIO.read(last.toFile()), shown))
                .as("mean difference of shades between %s and the room's screen", last)
                .isLessThan(SAME_PICTURE);
        // Then: and the first something else
        Path first = Path.of(examples.get(0).path("frame").asText());
        assertThat(difference(ImageIO.read(first.toFile()), shown))
                .isGreaterThan(difference(ImageIO.read(last.toFile()), shown));
    }

    private static JsonNode examples() throws Exception {
        Path frames = Files.createDirectories(folder.resolve("examples"));
        String printed = Python.withStreaming()
                .run(
                        EXPAND_EXAMPLES,
                        settings.datasets().resolve("default/episodes").toString(),
                        "1",
                        frames.toString());
        return RestTasks.JSON.readTree(printed);
    }

    private static BufferedImage screenOfTheRoom() throws Exception {
        try (NekoRoom room = NekoRoom.connect(
                NekoSettings.of(settings.room(), "a witness", "admin").withVideo(Video.NONE))) {
            return ImageIO.read(new ByteArrayInputStream(room.screenshot()));
        }
    }

    /** None, a point, or a list of points, as the action space has it. */
    private static List<List<Double>> position(JsonNode position) {
        if (position.isNull()) {
            return List.of();
        }
        return position.get(0).isArray() ? points(position) : List.of(point(position));
    }

    private static List<List<Double>> points(JsonNode positions) {
        List<List<Double>> points = new ArrayList<>();
        positions.forEach(each -> points.add(point(each)));
        return points;
    }

    private static List<Double> point(JsonNode point) {
        return List.of(point.get(0).asDouble(), point.get(1).asDouble());
    }

    private static double difference(BufferedImage one, BufferedImage other) {
        assertThat(one.getWidth()).isEqualTo(other.getWidth());
        assertThat(one.getHeight()).isEqualTo(other.getHeight());
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                sum += Math.abs((one.getRGB(x, y) >> 8 & 0xff) - (other.getRGB(x, y) >> 8 & 0xff));
            }
        }
        return sum / (double) (one.getWidth() * one.getHeight());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
