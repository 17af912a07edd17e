package io.nekoagents.capture.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.Region;
import io.nekoagents.schema.run.Point;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SamplerTest {

    private static final Instant BEGAN = Instant.parse("2026-01-31T12:00:00.250Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path frames;
    private Path work;
    private Sampler sampler;

    @BeforeEach
    void open() throws IOException {
        frames = Files.createDirectories(folder.resolve("frames"));
        work = Files.createDirectories(folder.resolve("work"));
        FrameSettings settings = new FrameSettings(List.of(frames.toString()), 2);
        sampler = new Sampler(new FrameSource(settings, new OpenStores(StoreSettings.usual())), List.of());
    }

    @Test
    void anEpisodeHasTheColumnsAndFilesOfTheOriginal() throws Exception {
        Episode episode = episode(List.of(frame("f0", 0, "jpeg"), frame("f1", 1_000, "jpeg")), List.of(input()));

        Sample sample = sampler.samples(episode, config().build(), work).getFirst();

        assertThat(sample.values())
                .containsEntry("episode_id", "ep_1")
                .containsEntry("task", "log in")
                .containsEntry("num_frames", 2)
                .containsEntry("num_actions", 1)
                .containsEntry("started_at", "2026-01-31T12:00:00")
                .containsEntry("ended_at", "2026-01-31T12:00:09")
                .containsEntry("screen_w", 320)
                .containsEntry("screen_h", 200);
        Map<String, byte[]> files = unzip(sample);
        assertThat(files.keySet())
                .containsExactly(
                        "meta.json", "frames.ndjson", "actions.ndjson", "frames/000000.jpg", "frames/000001.jpg");
        assertThat(files.get("frames/000001.jpg")).isEqualTo(Files.readAllBytes(frames.resolve("f1.jpeg")));
        JsonNode second = line(files, "frames.ndjson", 1);
        assertThat(second.get("i").intValue()).isEqualTo(1);
        assertThat(second.get("ts").doubleValue()).isEqualTo(1769860801.25);
        assertThat(second.get("file").stringValue()).isEqualTo("frames/000001.jpg");
        JsonNode action = line(files, "actions.ndjson", 0);
        assertThat(action.get("ts").doubleValue()).isEqualTo(1769860800.75);
        assertThat(action.get("action").toString())
                .isEqualTo("{\"action\":\"INPUT\",\"value\":\"hunter2\",\"position\":[0.25,0.5]}");
        assertThat(action.get("raw").stringValue())
                .isEqualTo("{\"action\": \"INPUT\", \"value\": \"hunter2\", \"position\": [0.25, 0.5]}");
    }

    @Test
    void wordsThatAreNotExactlyOneObjectAreNoTarget() throws Exception {
        EpisodeAction talks = EpisodeAction.newBuilder(input())
                .setRawOutput("I will type: {\"action\": \"INPUT\"}")
                .build();
        EpisodeAction twice = EpisodeAction.newBuilder(input())
                .setRawOutput("{\"action\": \"INPUT\"} {}")
                .build();

        Map<String, byte[]> files = unzip(sampler.samples(
                        episode(List.of(frame("f0", 0, "jpeg")), List.of(talks, twice)), config().build(), work)
                .getFirst());

        assertThat(line(files, "actions.ndjson", 0).has("raw")).isFalse();
        assertThat(line(files, "actions.ndjson", 1).has("raw")).isFalse();
    }

    @Test
    void theSameEpisodeGivesTheSameBytes() throws Exception {
        Episode episode = episode(List.of(frame("f0", 0, "png")), List.of(input()));

        byte[] once = payload(sampler.samples(episode, config().build(), work).getFirst());
        byte[] again = payload(sampler.samples(episode, config().build(), work).getFirst());

        assertThat(once).isEqualTo(again);
    }

    @Test
    void aFrameThatIsNotJpegBecomesJpeg() throws Exception {
        Sample sample = sampler.samples(episode(List.of(frame("f0", 0, "png")), List.of()), config().build(), work)
                .getFirst();

        byte[] bytes = Objects.requireNonNull(unzip(sample).get("frames/000000.jpg"));
        assertThat(bytes).startsWith(0xff, 0xd8);
        assertThat(read(bytes).getWidth()).isEqualTo(320);
    }

    @Test
    void eachActionIsASampleOfTheStepsLayout() throws Exception {
        EpisodeAction second = EpisodeAction.newBuilder(input())
                .setAction("ENTER")
                .setValue(null)
                .setPositions(List.of())
                .setFrameId("f1")
                .setRawOutput(null)
                .setPlannedAt(BEGAN.plusMillis(1_500))
                .build();

        List<Sample> samples = sampler.samples(
                episode(List.of(frame("f0", 0, "jpeg"), frame("f1", 1_000, "jpeg")), List.of(input(), second)),
                config().setLayout("steps").build(),
                work);

        assertThat(samples).hasSize(2);
        assertThat(samples.get(1).values())
                .containsEntry("step", 2)
                .containsEntry("frame_id", "f1")
                .containsEntry("target", "{\"action\":\"ENTER\",\"value\":null,\"position\":null}")
                .containsEntry("mode", "web")
                .containsEntry("origin", "agent")
                .containsEntry("captured_at", "2026-01-31T12:00:01.250Z");
        assertThat((List<?>) samples.get(1).get("history")).hasSize(1);
        assertThat((Path) samples.get(1).get("frame")).hasSameBinaryContentAs(frames.resolve("f1.jpeg"));
        assertThat(samples.getFirst().values().keySet())
                .containsExactlyInAnyOrderElementsOf(Sampler.columns("steps").stream()
                        .map(column -> column.name())
                        .toList());
    }

    @Test
    void aFrameThatIsGoneRefusesTheEpisode() throws Exception {
        EpisodeFrame gone = frame("f0", 0, "jpeg");
        Files.delete(frames.resolve("f0.jpeg"));

        assertThatThrownBy(() -> sampler.samples(episode(List.of(gone), List.of()), config().build(), work))
                .isInstanceOfSatisfying(
                        EpisodeRefusedException.class, e -> assertThat(e.code()).isEqualTo("frame_missing"))
                .hasMessageContaining("f0");
    }

    @Test
    void aFrameThatIsAnotherRefusesTheEpisode() throws Exception {
        EpisodeFrame changed = frame("f0", 0, "jpeg");
        Files.write(frames.resolve("f0.jpeg"), picture("jpeg", Color.RED));

        assertThatThrownBy(() -> sampler.samples(episode(List.of(changed), List.of()), config().build(), work))
                .isInstanceOfSatisfying(
                        EpisodeRefusedException.class, e -> assertThat(e.code()).isEqualTo("frame_changed"));
    }

    @Test
    void aStoreThatIsAwayIsNoReasonToCallAFrameMissing() throws Exception {
        EpisodeFrame frame = frame("f0", 0, "jpeg");
        Files.move(frames, folder.resolve("elsewhere"));

        assertThatThrownBy(() -> sampler.samples(episode(List.of(frame), List.of()), config().build(), work))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void nothingOutsideTheStoresOfFramesIsRead() throws Exception {
        EpisodeFrame frame = frame("f0", 0, "jpeg");
        Path outside = folder.resolve("secret.jpeg");
        Files.copy(frames.resolve("f0.jpeg"), outside);
        Path link = Files.createSymbolicLink(frames.resolve("link.jpeg"), outside);
        for (String address : List.of(
                outside.toUri().toString(),
                frames.toUri() + "../secret.jpeg",
                link.toUri().toString())) {
            EpisodeFrame named = EpisodeFrame.newBuilder(frame).setUri(address).build();

            assertThatThrownBy(() -> sampler.samples(episode(List.of(named), List.of()), config().build(), work))
                    .as(address)
                    .isInstanceOf(EpisodeRefusedException.class);
        }
    }

    @Test
    void aValueThatIsSecretIsInNoPartOfASample() throws Exception {
        for (String layout : List.of("episodes", "steps")) {
            CaptureConfig secret =
                    config().setLayout(layout).setRedactFields(List.of("value")).build();
            List<Sample> samples =
                    sampler.samples(episode(List.of(frame("f0", 0, "jpeg")), List.of(input())), secret, work);

            for (Sample sample : samples) {
                for (Object value : sample.values().values()) {
                    String text = value instanceof Path file
                            ? new String(Files.readAllBytes(file), UTF_8)
                            : String.valueOf(value);
                    assertThat(text).as("a value of the layout " + layout).doesNotContain("hunter2");
                }
            }
        }
    }

    @Test
    void everyFieldThatMayBeLeftOutIs() throws Exception {
        List<String> all = List.of("task", "answer", "value", "said", "reason", "raw_output");

        Sample sample = sampler.samples(
                        episode(List.of(frame("f0", 0, "jpeg")), List.of(input())),
                        config().setRedactFields(all).build(),
                        work)
                .getFirst();

        String everything = new String(payload(sample), UTF_8) + sample.values();
        assertThat(everything).doesNotContain("hunter2", "log in", "forty-two");
    }

    @Test
    void aRegionThatIsSecretIsBlackInEveryFrame() throws Exception {
        CaptureConfig secret = config().setRedactRegions(List.of(new Region(0.25, 0.5, 0.5, 0.25)))
                .build();

        Sample sample = sampler.samples(episode(List.of(frame("f0", 0, "jpeg")), List.of()), secret, work)
                .getFirst();

        BufferedImage image = read(Objects.requireNonNull(unzip(sample).get("frames/000000.jpg")));
        assertThat(new Color(image.getRGB(160, 125)).getGreen()).isLessThan(10);
        assertThat(new Color(image.getRGB(160, 60)).getGreen()).isGreaterThan(200);
        assertThat(new Color(image.getRGB(40, 125)).getGreen()).isGreaterThan(200);
    }

    private static CaptureConfig.Builder config() {
        return CaptureConfig.newBuilder().setTenant("acme").setUpdatedAt(BEGAN);
    }

    private static Episode episode(List<EpisodeFrame> frames, List<EpisodeAction> actions) {
        EpisodeSubject subject = EpisodeSubject.newBuilder()
                .setTaskDescription("log in")
                .setOrigin(Origin.AGENT)
                .setAnswer("forty-two")
                .setScreenWidth(320)
                .setScreenHeight(200)
                .setStartedAt(BEGAN)
                .setEndedAt(BEGAN.plusSeconds(9))
                .build();
        return new Episode("ep_1", "acme", subject, frames, actions);
    }

    private static EpisodeAction input() {
        return EpisodeAction.newBuilder()
                .setAction("INPUT")
                .setValue("hunter2")
                .setPositions(List.of(new Point(0.25, 0.5)))
                .setOrigin(Origin.AGENT)
                .setStep(1)
                .setFrameId("f0")
                .setReason("the password is hunter2")
                .setRawOutput("{\"action\": \"INPUT\", \"value\": \"hunter2\", \"position\": [0.25, 0.5]}\n")
                .setPlannedAt(BEGAN.plusMillis(500))
                .setExecutedAt(BEGAN.plusMillis(600))
                .build();
    }

    private EpisodeFrame frame(String id, long millis, String format) throws IOException {
        byte[] bytes = picture(format, new Color(20, 230, 20));
        Path file = frames.resolve(id + "." + format);
        Files.write(file, bytes);
        return EpisodeFrame.newBuilder()
                .setFrameId(id)
                .setUri(file.toUri().toString())
                .setSha256(sha256(bytes))
                .setBytes(bytes.length)
                .setMediaType("image/" + format)
                .setWidth(320)
                .setHeight(200)
                .setCapturedAt(BEGAN.plusMillis(millis))
                .build();
    }

    private static byte[] picture(String format, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 320, 200);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] payload(Sample sample) throws IOException {
        return Files.readAllBytes((Path) Objects.requireNonNull(sample.get("payload")));
    }

    private static Map<String, byte[]> unzip(Sample sample) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(payload(sample)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode line(Map<String, byte[]> files, String name, int number) {
        String text = new String(Objects.requireNonNull(files.get(name)), UTF_8);
        return JSON.readTree(text.split("\n")[number]);
    }
}
