package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.ingest.archive.VerifiedContent;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of voices, and whole documents of voices, over HTTP. */
@Timeout(180)
final class RecordingsIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String VOICES = "/api/v1/voices";
    private static final byte[] WAV = Recordings.wav(16_000, 2);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor door;
    private static TenantClient mia;
    private static TenantClient other;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        door = FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve("view"),
                        TenantClient.guarded(
                                "--neko.api.voices.reference-places=" + folder.resolve("voices/{tenant}/own")))
                .ready();
        mia = TenantClient.of(door, "alpha", "operator");
        other = TenantClient.of(door, "beta", "operator");
    }

    @AfterAll
    static void stop() {
        door.close();
        broker.close();
    }

    @Test
    void keepsARecordingUnderItsHashAndTellsTheVoiceOfIt() throws IOException {
        // Given
        mia.post(door, VOICES, "{\"voice_id\": \"mia\", \"params\": {\"rate\": 1.1}}");
        String sha256 = VerifiedContent.sha256(WAV);

        // When
        Answer answer = upload("mia", "audio/wav", WAV, "Guten Tag, & mehr.");
        Answer again = upload("mia", "audio/x-wav", WAV, null);

        // Then
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        Path file = folder.resolve("voices/alpha/own/recordings/" + sha256 + ".wav");
        assertThat(answer.text("ref_audio")).isEqualTo("file://" + file);
        assertThat(answer.text("ref_sha256")).isEqualTo(sha256);
        assertThat(answer.text("ref_text")).isEqualTo("Guten Tag, & mehr.");
        assertThat(answer.json().get("params").get("rate").asDouble())
                .as("what the voice had")
                .isEqualTo(1.1);
        assertThat(Files.readAllBytes(file)).isEqualTo(WAV);
        assertThat(again.json()).as("the same once more").isEqualTo(answer.json());
        assertThat(mia.get(door, VOICES + "/mia").json()).isEqualTo(answer.json());
        try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
            assertThat(files).as("nothing half written").containsExactly(file);
        }
    }

    @Test
    void asksForTheWordsOfARecordingBeforeItReadsIt() {
        // Given
        mia.post(door, VOICES, "{\"voice_id\": \"mute\"}");

        // When
        Answer answer = upload("mute", "audio/wav", new byte[0], null);

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("ref_text");
        assertThat(fields(upload("mute", "audio/wav", WAV, "x".repeat(1_001)))).containsExactly("ref_text");
    }

    @Test
    void saysWhatIsWrongWithARecording() {
        // Given
        mia.post(door, VOICES, "{\"voice_id\": \"odd\"}");
        byte[] cut = Arrays.copyOf(WAV, 1_000);

        // Then
        assertThat(fields(upload("odd", "audio/wav", cut, "x"))).containsExactly("recording");
        assertThat(upload("odd", "audio/wav", cut, "x").response().body()).contains("is cut off");
        assertThat(upload("odd", "audio/wav", Recordings.wav(16_000, 61), "x")
                        .response()
                        .body())
                .contains("must be 1 to 60 s long");
        assertThat(fields(upload("odd", "audio/flac", WAV, "x"))).containsExactly("Content-Type");
        assertThat(upload("odd", "application/json", WAV, "x").status()).isEqualTo(415);
        assertThat(upload("nobody", "audio/wav", WAV, "x").status()).isEqualTo(404);
        RawHttp.Reply tooLong = new RawHttp(door.port())
                .send(
                        "",
                        "PUT /api/v1/voices/odd/recording?ref_text=x HTTP/1.1",
                        "Authorization: Bearer " + mia.key(),
                        "Content-Type: audio/wav",
                        "Content-Length: " + ((20 << 20) + 1));
        assertThat(tooLong.status()).as("before any of it came").isEqualTo(413);
        assertThat(mia.get(door, VOICES + "/odd").json().get("ref_audio").isNull())
                .isTrue();
    }

    @Test
    void givesVoicesAwayAndTakesThemInElsewhereAsTheyWere() {
        // Given
        TenantClient from = TenantClient.of(door, "from", "operator");
        from.post(
                door,
                VOICES,
                "{\"voice_id\": \"a\", \"ref_audio\": \"file://%s/a.wav\", \"ref_text\": \"A.\", \"styles\": [\"calm\"]}"
                        .formatted(folder.resolve("voices/from/own")));
        from.post(door, VOICES, "{\"voice_id\": \"b\", \"params\": {\"rate\": 1.5, \"pitch\": -2}}");

        // When
        Answer given = from.get(door, VOICES + "/export");
        Answer same = from.post(door, VOICES + "/import", given.response().body());
        from.delete(door, VOICES + "/a");
        from.put(door, VOICES + "/b", "{}");
        Answer back = from.post(door, VOICES + "/import", given.response().body());

        // Then
        assertThat(given.header("Content-Disposition")).contains("voices.json");
        assertThat(given.json().get("a").get("ref_audio").asString())
                .as("a path, as the original opens it")
                .isEqualTo(folder.resolve("voices/from/own/a.wav").toString());
        assertThat(same.response().body())
                .isEqualTo("{\"added\":[],\"changed\":[],\"removed\":[],\"unchanged\":[\"a\",\"b\"]}");
        assertThat(back.response().body())
                .isEqualTo("{\"added\":[\"a\"],\"changed\":[\"b\"],\"removed\":[],\"unchanged\":[]}");
        assertThat(from.get(door, VOICES + "/export").json()).isEqualTo(given.json());
    }

    @Test
    void takesADocumentOfTheOriginalOrNothingOfIt() {
        // When
        Answer taken = other.post(door, VOICES + "/import", """
                {"default": {"ref_audio": "./default.wav", "ref_text": "This is a default reference.", "styles": ["calm"],
                  "params": {"rate": 1.0, "pitch": 0.0}}, "note": {"ref_text": "no voice"}}""");
        Answer refused = other.post(
                door,
                VOICES + "/import",
                "{\"fresh\": {\"params\": {}}, \"a/b\": {\"params\": {\"rate\": 9}}, \"c\": {\"ref_audio\": \"c.wav\"}}");

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
        assertThat(other.get(door, VOICES + "/default").text("ref_audio"))
                .isEqualTo("file://" + folder.resolve("voices/beta/own/recordings/default.wav"));
        assertThat(other.get(door, VOICES + "/default").text("origin")).isEqualTo("api");
        assertThat(other.get(door, VOICES + "/note").status()).isEqualTo(404);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(fields(refused)).containsExactly("1.voice_id", "1.params.rate", "c.ref_text");
        assertThat(other.get(door, VOICES + "/fresh").status())
                .as("all or none")
                .isEqualTo(404);
        assertThat(other.post(door, VOICES + "/import", "[]").status()).isEqualTo(400);
        assertThat(fields(other.post(door, VOICES + "/import", "{\"x\": {\"params\": {}, \"ref_text\": \"\\u0007\"}}")))
                .containsExactly("0.ref_text");
    }

    @Test
    void countsRecordingsByWhatBecameOfThem() {
        assertThat(mia.get(door, "/api/v1/metrics").response().body())
                .containsPattern("(?m)^neko_voices_recordings_total\\{outcome=\"refused\"}")
                .containsPattern("(?m)^neko_voices_recordings_total\\{outcome=\"taken\"}");
    }

    private static Answer upload(String voice, String type, byte[] body, @Nullable String text) {
        String query = text == null ? "" : "?ref_text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return door.send(door.request(VOICES + "/" + voice + "/recording" + query)
                .header("Authorization", "Bearer " + mia.key())
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(body)));
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }
}
