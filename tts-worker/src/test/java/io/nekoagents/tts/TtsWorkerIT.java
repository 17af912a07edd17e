package io.nekoagents.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.desktop.QuietRoom;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker with a real broker, in rooms with real WebRTC. */
final class TtsWorkerIT {

    private static final SpeechStyle PLAIN = new SpeechStyle(null, new SpeechParams(null, null));
    private static final String LONG =
            "This is a long text that goes on and on, so that there is time to do something about it. ".repeat(10);

    @TempDir
    static Path folder;

    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static EmbeddedBroker broker;
    private static SpeechTopics topics;
    private static QuietRoom room;
    private static Hearing hearing;
    private static QuietRoom deaf;
    private static QuietRoom mortal;
    private static String allowed;
    private static ConfigurableApplicationContext worker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        KafkaConnection connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1/"));
        connection.provision(REGISTRY);
        topics = new SpeechTopics(connection, REGISTRY);
        room = new QuietRoom(true);
        hearing = new Hearing();
        room.microphone().listen(hearing);
        deaf = new QuietRoom(false);
        mortal = new QuietRoom(true);
        allowed = "%s,%s,%s,http://127.0.0.1:1/".formatted(room.baseUri(), deaf.baseUri(), mortal.baseUri());
        open("sess_usual", room.baseUri());
        open("sess_deaf", deaf.baseUri());
        open("sess_mortal", mortal.baseUri());
        open("sess_nowhere", URI.create("http://127.0.0.1:1/"));
        open("sess_forbidden", URI.create("http://192.0.2.1/"));
        worker = worker("usual");
    }

    @AfterAll
    static void stop() {
        worker.close();
        room.close();
        deaf.close();
        mortal.close();
        topics.close();
        broker.close();
    }

    private static ConfigurableApplicationContext worker(String id) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "neko.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "neko.kafka.provision",
                "false",
                "neko.tts.speech.id",
                id,
                "neko.tts.speech.files",
                folder.resolve("speech").toString(),
                "neko.tts.voices.cache-folder",
                folder.resolve("cache-" + id).toString(),
                "neko.tts.voices.reference-places",
                folder.resolve("voices").toString(),
                "neko.tts.voices.file",
                folder.resolve("voices/voices.json").toString(),
                "neko.tts.rooms.may-enter",
                allowed,
                "neko.tts.rooms.patience",
                "3s"));
        return new SpringApplicationBuilder(TtsConfiguration.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("sharedSchemaRegistry", REGISTRY))
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static void open(String session, URI address) throws Exception {
        Instant now = now();
        topics.write(
                Topics.SESSION_STATE,
                session,
                SessionState.newBuilder()
                        .setSessionId(session)
                        .setVersion(1)
                        .setStatus(SessionStatus.OPEN)
                        .setSpec(SessionSpec.newBuilder().build())
                        .setRoom(new SessionRoom(session, address.toString(), "test"))
                        .setHealth(RoomHealth.HEALTHY)
                        .setRequestedAt(now)
                        .setOpenedAt(now)
                        .setUpdatedAt(now)
                        .build());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String speak(String session, String text, SpeechStyle style) throws Exception {
        String id = "speech_" + UUID.randomUUID();
        topics.write(
                Topics.SPEECH_REQUESTS, session, new SpeakText(id, "default", session, text, style, null, null, now()));
        return id;
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
    }

    private static void awaitSuccess(String request) {
        soon("the end of " + request)
                .until(() -> topics.told(request, SpeechFinished.class).size() == 1
                        || !topics.told(request, SpeechFailed.class).isEmpty());
        assertThat(topics.told(request, SpeechFailed.class)).isEmpty();
    }

    private static String awaitFailure(String request) {
        soon("the failure of " + request)
                .until(() -> !topics.told(request, SpeechFailed.class).isEmpty());
        return topics.told(request, SpeechFailed.class).getFirst().getCode();
    }

    @Test
    void whatIsAskedForIsHeardAndToldOf() throws Exception {
        long before = hearing.blocks();

        String request = speak("sess_usual", "Hello to everybody in this room.", PLAIN);
        awaitSuccess(request);

        assertThat(hearing.blocks() - before).as("audible blocks of 10 ms").isGreaterThan(80);
        assertThat(topics.told(request, SpeechStarted.class)).hasSize(1);
        assertThat(topics.told(request, SpeechCaptioned.class))
                .extracting(SpeechCaptioned::getText)
                .containsExactly("Hello to everybody in this room.");
    }

    @Test
    void speedAndPitchAreAsAskedFor() throws Exception {
        String usual = speak("sess_usual", "The same words, at another speed.", PLAIN);
        String fast = speak(
                "sess_usual", "The same words, at another speed.", new SpeechStyle(null, new SpeechParams(2.0, 3.0)));
        awaitSuccess(usual);
        awaitSuccess(fast);

        double longer = topics.told(usual, SpeechFinished.class).getFirst().getAudioMs();
        double shorter = topics.told(fast, SpeechFinished.class).getFirst().getAudioMs();
        assertThat(longer / shorter).isBetween(1.4, 2.2);
    }

    @Test
    void aStopIsHeardAtOnce() throws Exception {
        String request = speak("sess_usual", LONG, PLAIN);
        String waiting = speak("sess_usual", "This is never heard.", PLAIN);
        soon("the long text is heard")
                .until(() -> !topics.told(request, SpeechCaptioned.class).isEmpty());
        long before = hearing.blocks();
        soon("and goes on").until(() -> hearing.blocks() > before + 20);

        topics.write(Topics.SPEECH_REQUESTS, "sess_usual", new StopSpeech("sess_usual", "default", now()));

        soon("the word of the stop")
                .until(() -> topics.told(request, SpeechStopped.class).size() == 1
                        && topics.told(waiting, SpeechStopped.class).size() == 1);
        soon("silence")
                .until(() -> System.nanoTime() - hearing.last()
                        > Duration.ofMillis(500).toNanos());
        assertThat(topics.told(waiting, SpeechStarted.class)).isEmpty();
    }

    @Test
    void whereNobodyCanBeHeardIsSaid() throws Exception {
        String deafRoom = speak("sess_deaf", "Can you hear me?", PLAIN);
        String nowhere = speak("sess_nowhere", "Is there anybody?", PLAIN);
        String forbidden = speak("sess_forbidden", "Let me in.", PLAIN);
        String unknown = speak("sess_unknown", "Where am I?", PLAIN);

        assertThat(awaitFailure(deafRoom)).isEqualTo("no_microphone");
        assertThat(awaitFailure(nowhere)).isEqualTo("room_unreachable");
        assertThat(awaitFailure(forbidden)).isEqualTo("room_not_allowed");
        assertThat(awaitFailure(unknown)).isEqualTo("unknown_session");
    }

    @Test
    void aRoomThatVanishesIsSaidToBeLost() throws Exception {
        String request = speak("sess_mortal", LONG, PLAIN);
        soon("the text is heard")
                .until(() -> !topics.told(request, SpeechCaptioned.class).isEmpty());

        mortal.close();

        assertThat(awaitFailure(request)).isEqualTo("room_lost");
    }

    @Test
    void voicesThatCannotBeUsedAreSaid() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("voices")).resolve("broken.wav");
        Files.writeString(broken, "RIFF, it says, and lies");
        topics.write(
                Topics.VOICES,
                "default/broken",
                Voice.newBuilder()
                        .setVoiceId("broken")
                        .setRefAudio("file://" + broken)
                        .setRefText("Whatever.")
                        .setCreatedAt(now())
                        .setUpdatedAt(now())
                        .build());

        String nobody = speak("sess_usual", "Hello.", new SpeechStyle("nobody", new SpeechParams(null, null)));
        assertThat(awaitFailure(nobody)).isEqualTo("unknown_voice");
        // The voice is read on its own way; a request just behind it can be before it.
        soon("the broken recording is told of")
                .until(() -> awaitFailure(
                                speak("sess_usual", "Hello.", new SpeechStyle("broken", new SpeechParams(null, null))))
                        .equals("bad_reference"));
    }

    @Test
    void textThatCannotBeSpokenIsSaid() throws Exception {
        Map<String, String> texts = Map.of(
                " ",
                "invalid_command",
                "x".repeat(1_000_000),
                "invalid_command",
                "\uD83D\uDE00\uD83D\uDE80",
                "nothing_to_say",
                "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD",
                "unsupported_text");
        Map<String, String> requests = new HashMap<>();
        for (String text : texts.keySet()) {
            requests.put(text, speak("sess_usual", text, PLAIN));
        }

        for (Map.Entry<String, String> each : texts.entrySet()) {
            String request = requests.get(each.getKey());
            assertThat(request).isNotNull();
            assertThat(awaitFailure(request)).isEqualTo(each.getValue());
        }
    }

    @Test
    void markupIsNotSpoken() throws Exception {
        String request = speak("sess_usual", "<speak>One <break time=\"1s\"/> two.</speak>", PLAIN);
        awaitSuccess(request);

        assertThat(topics.told(request, SpeechCaptioned.class))
                .extracting(SpeechCaptioned::getText)
                .noneMatch(text -> text.contains("<") || text.contains("break"));
    }

    @Test
    void speechIntoAFileIsThereWhereTheLogSays() throws Exception {
        String id = "speech_" + UUID.randomUUID();
        topics.write(
                Topics.SPEECH_REQUESTS,
                id,
                new SynthesizeSpeech(id, "default", "This goes into a file.", PLAIN, null, now()));

        soon("the file").until(() -> !topics.told(id, SpeechSynthesized.class).isEmpty());
        SpeechSynthesized made = topics.told(id, SpeechSynthesized.class).getFirst();
        Path file = Path.of(URI.create(made.getUri()));
        assertThat(Files.size(file)).isEqualTo(made.getBytes());
        assertThat(made.getAudioMs()).isGreaterThan(800);
    }

    @Test
    void whatIsSaidInTheChatIsSpokenWordForWord() throws Exception {
        try (NekoRoom guest = NekoRoom.connect(
                NekoSettings.of(room.baseUri(), "a guest", "neko").withVideo(Video.NONE))) {
            List<ChatLine> chat = new CopyOnWriteArrayList<>();
            try (AutoCloseable _ = guest.chat().listen(chat::add)) {
                long before = hearing.blocks();
                guest.chat().say("/yap:begin");
                awaitSaid(chat, "[yap] stream: begin");
                guest.chat().say("Here is the first line.");
                guest.chat().say("And here is the second one.");
                guest.chat().say("/yap:end");
                awaitSaid(chat, "[yap] stream: end");
                soon("the lines are heard").until(() -> hearing.blocks() > before + 150);

                guest.chat().say("/yap:voice set --rate 1.5 --pitch -2");
                awaitSaid(chat, "[yap] voice set: spk=default rate=1.5 pitch=-2.0");
                guest.chat().say("/yap:voice add --spk x --ref nothing.wav --ref-text \"x\"");
                awaitSaid(chat, "[yap] not done: ");
                guest.chat().say("/yap:voice sing");
                awaitSaid(chat, "[yap] /yap:voice takes set, add or reload");
                guest.chat().say("/yap:voice set --rate 1 --pitch 0");
                awaitSaid(chat, "[yap] voice set: spk=default rate=1.0 pitch=0.0");
            }
        }
    }

    private static void awaitSaid(List<ChatLine> chat, String beginning) {
        soon("\"" + beginning + "\" in the chat")
                .until(() -> chat.stream().anyMatch(line -> line.text().startsWith(beginning)));
    }

    @Test
    void aRequestThatItsWorkerLeavesIsGoneOnWithByTheNext() throws Exception {
        String text = LONG.substring(0, LONG.length() / 3);
        String request = speak("sess_usual", text, PLAIN);
        soon("the second segment is heard")
                .until(() -> topics.told(request, SpeechCaptioned.class).size() >= 2);

        worker.close();
        int heard = topics.told(request, SpeechCaptioned.class).size();
        worker = worker("heir");
        awaitSuccess(request);

        List<SpeechCaptioned> captions = topics.told(request, SpeechCaptioned.class);
        assertThat(captions.get(heard).getSegment())
                .as("the segment that the heir begins with, after %s of its predecessor", heard)
                .isEqualTo(captions.get(heard - 1).getSegment());
        Map<Integer, String> words = new TreeMap<>();
        captions.forEach(caption -> words.put(caption.getSegment(), caption.getText()));
        assertThat(String.join(" ", words.values()).replaceAll("\\s+", " ")).isEqualTo(text.strip());
    }
}
