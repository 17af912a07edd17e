package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.capture.store.Sums;
import io.nekoagents.desktop.Desktop;
import io.nekoagents.desktop.DesktopSettings;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.run.Point;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A real Chromium in a room, a person in it, and the recorder, with a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecorderIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PAGE =
            "data:text/html,<body style='margin:0;background:rgb(200,30,30)'><div id=d style='position:fixed;left:0;top:0;width:50vw;height:100vh;background:rgb(30,30,200)'></div>";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private Path folder;
    private EmbeddedBroker broker;
    private KafkaConnection connection;
    private Desktop desktop;
    private RecordingTopic topic;

    @BeforeAll
    void start(@TempDir Path empty) {
        folder = empty;
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1/"));
        connection.provision(registry);
        DesktopSettings usual = DesktopSettings.of(folder.resolve("room"), 0);
        desktop = Desktop.start(new DesktopSettings(
                usual.host(),
                0,
                800,
                600,
                15,
                "neko",
                "admin",
                usual.folder(),
                usual.microphone(),
                URI.create(PAGE.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E"))));
        topic = new RecordingTopic(connection, registry);
    }

    @AfterAll
    void stop() {
        topic.close();
        desktop.close();
        broker.close();
    }

    private ConfigurableApplicationContext recorder(RecorderSettings.VideoSource video, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "neko.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "neko.kafka.provision",
                "false",
                "neko.capture.recorder.rooms",
                "shop=" + desktop.baseUri(),
                "neko.capture.recorder.fps",
                "5",
                "neko.capture.recorder.video",
                video.name(),
                "neko.capture.recorder.frames.folder",
                folder.resolve("frames").toString(),
                "neko.capture.recorder.credentials.staff.password",
                "admin",
                "neko.capture.recorder.credentials.staff.may-enter",
                desktop.baseUri().toString()));
        settings.putAll(more);
        return new SpringApplicationBuilder(RecorderConfiguration.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("sharedSchemaRegistry", registry))
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatAPersonShowsFromStartToStop(RecorderSettings.VideoSource video) throws Exception {
        page("d.style.background = 'rgb(30,30,200)'");
        List<ChatLine> chat = new CopyOnWriteArrayList<>();
        try (ConfigurableApplicationContext _ = recorder(video, Map.of());
                NekoRoom ada = enter("ada");
                AutoCloseable _ = ada.chat().listen(chat::add)) {
            // When
            String episode = startInChat(ada, chat);
            awaitFrames(episode, 1);
            ada.control().take();
            ada.input().move(200, 300);
            page("d.style.background = 'rgb(20,180,20)'");
            ada.chat().say("Action: {\"action\": \"CLICK\", \"value\": null, \"position\": [0.25, 0.5]}");
            awaitFrames(episode, 2);
            ada.chat().say("Action: {nonsense}");
            ada.chat().say("/stop");

            // Then
            RecordingEnded end = awaitEnd(episode);
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.ASKED);
            RecordingStarted start = topic.of(episode, RecordingStarted.class).getFirst();
            assertThat(start.getTenant()).isEqualTo("shop");
            assertThat(start.getTaskDescription()).isEqualTo("buy a cat");
            assertThat(start.getOrigin()).isEqualTo(Origin.HUMAN);
            assertThat(start.getScreenWidth()).isEqualTo(800);
            assertThat(topic.of(episode, ActionRecorded.class)).singleElement().satisfies(said -> {
                assertThat(said.getAction().getAction()).isEqualTo("CLICK");
                assertThat(said.getAction().getPositions()).containsExactly(new Point(0.25, 0.5));
                assertThat(said.getAction().getOrigin()).isEqualTo(Origin.HUMAN);
                assertThat(said.getAction().getExecutedAt()).isBetween(start.getOccurredAt(), end.getOccurredAt());
            });
            assertFramesShow(episode, start, end);
            await("what was recorded is said in the room; chat: " + chat)
                    .atMost(SOON)
                    .until(() -> chat.stream()
                            .anyMatch(line -> line.text().startsWith("Recorded " + episode)
                                    && line.text().contains("1 actions")));
        }
    }

    private void assertFramesShow(String episode, RecordingStarted start, RecordingEnded end) throws Exception {
        List<EpisodeFrame> frames = topic.of(episode, FrameRecorded.class).stream()
                .map(FrameRecorded::getFrame)
                .toList();
        assertThat(frames).extracting(EpisodeFrame::getCapturedAt).isSorted();
        assertThat(frames.getFirst().getCapturedAt()).isAfterOrEqualTo(start.getOccurredAt());
        assertThat(frames.getLast().getCapturedAt()).isBeforeOrEqualTo(end.getOccurredAt());
        assertThat(frames).extracting(EpisodeFrame::getFrameId).doesNotHaveDuplicates();
        for (EpisodeFrame frame : frames) {
            byte[] bytes = Files.readAllBytes(Path.of(URI.create(frame.getUri())));
            assertThat(Sums.sha256(bytes)).isEqualTo(frame.getSha256());
            assertThat(frame.getBytes()).isEqualTo(bytes.length);
        }
        assertColour(frames.getFirst(), 100, 30, 30, 200);
        assertColour(frames.getFirst(), 700, 200, 30, 30);
        assertColour(frames.getLast(), 100, 20, 180, 20);
        assertColour(frames.getLast(), 700, 200, 30, 30);
    }

    /** What Chromium was told to paint, but for the losses of JPEG and video. */
    private static void assertColour(EpisodeFrame frame, int x, int red, int green, int blue) throws Exception {
        BufferedImage image = ImageIO.read(Path.of(URI.create(frame.getUri())).toFile());
        int colour = image.getRGB(x * image.getWidth() / 800, image.getHeight() / 4);
        assertThat((colour >> 16) & 0xff).as("red at %d of %s", x, frame).isCloseTo(red, within(12));
        assertThat((colour >> 8) & 0xff).as("green at %d of %s", x, frame).isCloseTo(green, within(12));
        assertThat(colour & 0xff).as("blue at %d of %s", x, frame).isCloseTo(blue, within(12));
    }

    @ParameterizedTest
    @EnumSource
    void keepsAStillPageOnceHoweverLongItStaysSo(RecorderSettings.VideoSource video) throws Exception {
        List<ChatLine> chat = new CopyOnWriteArrayList<>();
        try (ConfigurableApplicationContext _ = recorder(video, Map.of("neko.capture.recorder.timeout", "4"));
                NekoRoom ada = enter("ada");
                AutoCloseable _ = ada.chat().listen(chat::add)) {
            // When
            String episode = startInChat(ada, chat);
            RecordingEnded end = awaitEnd(episode);

            // Then
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.TIMEOUT);
            assertThat(topic.of(episode, FrameRecorded.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsASessionByCommandUntilToldToEnd(RecorderSettings.VideoSource video) throws Exception {
        try (ConfigurableApplicationContext _ = recorder(
                video,
                Map.of(
                        "neko.capture.recorder.rooms",
                        "",
                        "neko.capture.recorder.may-enter",
                        desktop.baseUri().toString()))) {
            // Given
            String session = "sess_" + UUID.randomUUID();
            topic.write(Topics.SESSION_STATE, session, session(session, desktop.baseUri()));
            String episode = episodeId();

            // When
            topic.write(Topics.CAPTURE_COMMANDS, episode, command(episode, session, "acme"));
            awaitFrames(episode, 1);
            topic.write(Topics.CAPTURE_COMMANDS, episode, command(episode, session, "acme"));
            topic.write(Topics.CAPTURE_COMMANDS, episode, new EndEpisode(episode, "acme", true, Instant.now()));

            // Then
            RecordingEnded end = awaitEnd(episode);
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.ASKED);
            assertThat(end.getDiscard()).isTrue();
            assertThat(topic.of(episode, RecordingStarted.class))
                    .singleElement()
                    .satisfies(start -> assertThat(start.getSessionId()).isEqualTo(session));
        }
    }

    @Test
    void saysWhyASessionIsNotRecorded() throws Exception {
        try (ConfigurableApplicationContext _ = recorder(
                RecorderSettings.VideoSource.SCREENSHOTS,
                Map.of(
                        "neko.capture.recorder.rooms", "",
                        "neko.capture.recorder.credentials.staff.may-enter", "http://rooms.example/",
                        "neko.capture.recorder.patience", "1s"))) {
            String session = "sess_" + UUID.randomUUID();
            topic.write(Topics.SESSION_STATE, session, session(session, desktop.baseUri()));

            assertThat(failure(session, "acme")).isEqualTo("room_not_allowed");
            assertThat(failure(session, "other")).isEqualTo("unknown_session");
            assertThat(failure("sess_nobody", "acme")).isEqualTo("unknown_session");
            assertThat(failure("not a session", "acme")).isEqualTo("invalid_command");
        }
    }

    private String failure(String session, String tenant) throws Exception {
        String episode = episodeId();
        topic.write(Topics.CAPTURE_COMMANDS, episode, command(episode, session, tenant));
        await("the failure of " + episode)
                .atMost(SOON)
                .until(() -> !topic.of(episode, RecordingFailed.class).isEmpty());
        return topic.of(episode, RecordingFailed.class).getFirst().getCode();
    }

    @Test
    void endsWhatAnotherRecorderLeftBehind() throws Exception {
        try (ConfigurableApplicationContext _ = recorder(RecorderSettings.VideoSource.SCREENSHOTS, Map.of())) {
            String episode = episodeId();
            topic.write(Topics.CAPTURE_COMMANDS, episode, new EndEpisode(episode, "acme", false, Instant.now()));

            assertThat(awaitEnd(episode).getEnd()).isEqualTo(EpisodeEnd.ASKED);
        }
    }

    @Test
    void endsAndKeepsWhatItRecordsWhenItIsStopped() throws Exception {
        List<ChatLine> chat = new CopyOnWriteArrayList<>();
        try (NekoRoom ada = enter("ada");
                AutoCloseable _ = ada.chat().listen(chat::add)) {
            String episode;
            try (ConfigurableApplicationContext _ = recorder(RecorderSettings.VideoSource.SCREENSHOTS, Map.of())) {
                episode = startInChat(ada, chat);
                awaitFrames(episode, 1);
            }

            RecordingEnded end = awaitEnd(episode);
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
            assertThat(end.getDiscard()).isFalse();
        }
    }

    @Test
    void recordingsGoOnAndEndWhereTheyAreWhenAnotherRecorderTakesPartOfTheCommands() throws Exception {
        Map<String, String> settings = Map.of(
                "neko.capture.recorder.rooms",
                "",
                "neko.capture.recorder.may-enter",
                desktop.baseUri().toString());
        List<String> episodes = Stream.generate(RecorderIT::episodeId).limit(6).toList();
        String session = "sess_" + UUID.randomUUID();
        topic.write(Topics.SESSION_STATE, session, session(session, desktop.baseUri()));
        try (ConfigurableApplicationContext first = recorder(RecorderSettings.VideoSource.SCREENSHOTS, settings)) {
            for (String episode : episodes) {
                topic.write(Topics.CAPTURE_COMMANDS, episode, command(episode, session, "acme"));
            }
            episodes.forEach(episode -> awaitFrames(episode, 1));

            // When
            try (ConfigurableApplicationContext _ = recorder(RecorderSettings.VideoSource.SCREENSHOTS, settings)) {
                await("the second recorder has part of the commands")
                        .atMost(SOON)
                        .until(() -> topic.members(EpisodeOffice.GROUP) == 2);
                for (String episode : episodes) {
                    topic.write(
                            Topics.CAPTURE_COMMANDS, episode, new EndEpisode(episode, "acme", false, Instant.now()));
                }

                // Then
                episodes.forEach(this::awaitEnd);
                await("the first records no longer")
                        .atMost(SOON)
                        .until(() -> first.getBean(MeterRegistry.class)
                                        .get("neko.capture.recordings.running")
                                        .gauge()
                                        .value()
                                == 0);
                assertThat(episodes)
                        .allSatisfy(episode -> assertThat(topic.of(episode, RecordingStarted.class))
                                .hasSize(1));
            }
        }
    }

    private static RecordEpisode command(String episode, String session, String tenant) {
        return RecordEpisode.newBuilder()
                .setEpisodeId(episode)
                .setTenant(tenant)
                .setTaskDescription("buy a dog")
                .setSessionId(session)
                .setOptions(new CaptureOptions(5, 80, 1, 60))
                .setRequestedAt(Instant.now())
                .build();
    }

    private static SessionState session(String id, URI room) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setTenant("acme")
                .setVersion(1)
                .setStatus(SessionStatus.OPEN)
                .setSpec(SessionSpec.newBuilder().setCredentials("staff").build())
                .setRoom(new SessionRoom("room-1", room.toString(), "worker-1"))
                .setRequestedAt(Instant.now())
                .setUpdatedAt(Instant.now())
                .build();
    }

    private static String episodeId() {
        return "ep_" + UUID.randomUUID();
    }

    /** The recorder may not be in the room yet: it is asked until it answers. */
    private static String startInChat(NekoRoom room, List<ChatLine> chat) {
        await("the recorder records; chat: " + chat)
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    if (begun(chat).isEmpty()) {
                        room.chat().say("/start buy a cat");
                    }
                    return !begun(chat).isEmpty();
                });
        return begun(chat).getFirst();
    }

    private static List<String> begun(List<ChatLine> chat) {
        return chat.stream()
                .map(ChatLine::text)
                .filter(text -> text.matches("Recording ep_[0-9A-Z]{26}: buy a cat"))
                .map(text -> text.substring("Recording ".length(), text.indexOf(':')))
                .toList();
    }

    private void awaitFrames(String episode, int least) {
        await("frames of " + episode)
                .atMost(SOON)
                .until(() -> topic.of(episode, FrameRecorded.class).size() >= least);
    }

    private RecordingEnded awaitEnd(String episode) {
        await("the end of " + episode)
                .atMost(SOON)
                .until(() -> !topic.of(episode, RecordingEnded.class).isEmpty());
        return topic.of(episode, RecordingEnded.class).getFirst();
    }

    private NekoRoom enter(String name) {
        return NekoRoom.connect(NekoSettings.of(desktop.baseUri(), name, "neko").withVideo(Video.NONE));
    }

    private void page(String script) {
        var _ = new DevTools(desktop::devToolsUri).evaluate(script);
    }
}
