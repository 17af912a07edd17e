package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Voices over HTTP to two API processes of one real broker. */
@Timeout(180)
final class VoicesIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String VOICES = "/api/v1/voices";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor one;
    private static FrontDoor two;
    private static TenantClient admin;
    private static TenantClient mia;
    private static TenantClient stranger;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("voices/alpha"));
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        one = open("one");
        two = open("two");
        admin = TenantClient.of(one, "alpha", "admin");
        mia = TenantClient.of(one, "alpha", "operator");
        stranger = TenantClient.of(one, "beta", "admin");
        Awaitility.await("both processes know the keys")
                .until(() -> List.of(admin, mia, stranger).stream()
                        .allMatch(each -> each.get(two, VOICES).status() == 200));
    }

    private static FrontDoor open(String view) {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve(view),
                        TenantClient.guarded(
                                "--neko.api.voices.file=" + folder.resolve("voices/alpha/voices.json"),
                                "--neko.api.voices.file-tenant=alpha",
                                "--neko.api.voices.reference-places=" + folder.resolve("voices/{tenant}")))
                .ready();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        broker.close();
    }

    @Test
    void makesChangesAndRemovesAVoiceThatOutlivesARestart() {
        // When
        Answer made = mia.post(one, VOICES, """
                {"voice_id": "mia", "ref_audio": "file://%s/mia.wav", "ref_text": "This is Mia. ",
                 "styles": ["calm"], "params": {"rate": 1.1}}""".formatted(folder.resolve("voices/alpha")));
        Answer elsewhere = mia.get(two, VOICES + "/mia");
        Answer again = mia.post(one, VOICES, "{\"voice_id\": \"mia\"}");
        Answer put = mia.put(one, VOICES + "/mia", "{\"params\": {\"pitch\": -3}}");

        // Then
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(VOICES + "/mia");
        assertThat(made.text("origin")).isEqualTo("api");
        assertThat(elsewhere.json()).isEqualTo(made.json());
        assertThat(again.status()).isEqualTo(409);
        assertThat(put.status()).as(put.response().body()).isEqualTo(200);
        assertThat(put.json().get("ref_audio").isNull()).as("a replacement").isTrue();
        assertThat(put.text("created_at")).isEqualTo(made.text("created_at"));
        try (TestLog log = new TestLog(broker, REGISTRY)) {
            Voice written = log.awaitRecord(
                    Topics.VOICES,
                    "alpha/mia",
                    Voice.class,
                    voice -> voice.getParams().getPitch() != null);
            assertThat(written.getTenant()).isEqualTo("alpha");
        }
        two.close();
        two = open("two");
        assertThat(mia.get(two, VOICES + "/mia").json()).isEqualTo(put.json());
        assertThat(mia.delete(one, VOICES + "/mia").status()).isEqualTo(204);
        assertThat(mia.get(one, VOICES + "/mia").status()).isEqualTo(404);
    }

    @Test
    void speaksInAVoiceThatWasJustMade() {
        // When
        mia.post(one, VOICES, "{\"voice_id\": \"slow\", \"params\": {\"rate\": 0.5}}");
        Answer spoken = mia.post(
                two,
                "/api/v1/tts/speak",
                "{\"text\": \"0123456789abcde\", \"session_id\": \"s\", \"voice_id\": \"slow\"}");

        // Then
        assertThat(spoken.status()).as(spoken.response().body()).isEqualTo(202);
        assertThat(spoken.json().get("estimated_duration_ms").asLong())
                .as("15 characters at the voice's own speed")
                .isEqualTo(2_000);
        assertThat(stranger.post(
                                one,
                                "/api/v1/tts/speak",
                                "{\"text\": \"x\", \"session_id\": \"s\", \"voice_id\": \"slow\"}")
                        .status())
                .as("a voice of another tenant")
                .isEqualTo(422);
    }

    @Test
    void makesTheVoicesOfTheFileThoseOfItsTenant() throws IOException {
        // Given
        mia.post(one, VOICES, "{\"voice_id\": \"made\"}");
        file("""
                {"a": {"ref_audio": "a.wav", "ref_text": "A."}, "b": {"ref_audio": "b.wav", "ref_text": "B."}}""");

        // When
        Answer first = admin.post(one, VOICES + "/reload", "");
        Answer same = admin.post(two, VOICES + "/reload", "");
        file("""
                {"b": {"ref_audio": "b.wav", "ref_text": "Be."}, "c": {"ref_audio": "c.wav", "ref_text": "C."}}""");
        Answer changed = admin.post(one, VOICES + "/reload", "");

        // Then
        assertThat(first.status()).as(first.response().body()).isEqualTo(200);
        assertThat(first.json().get("added").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(same.json().get("unchanged").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(changed.response().body())
                .isEqualTo("{\"added\":[\"c\"],\"changed\":[\"b\"],\"removed\":[\"a\"],\"unchanged\":[]}");
        assertThat(mia.get(one, VOICES + "/a").status()).isEqualTo(404);
        assertThat(mia.get(one, VOICES + "/b").text("ref_text")).isEqualTo("Be.");
        assertThat(mia.get(one, VOICES + "/made").status()).isEqualTo(200);
        file(
                "{\"b\": {\"ref_audio\": \"../../../etc/passwd\", \"ref_text\": \"B.\"}, \"d\": {\"ref_audio\": \"d.wav\"}}");
        Answer refused = admin.post(one, VOICES + "/reload", "");
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.response().body()).contains("b.ref_audio", "d.ref_text");
        assertThat(mia.get(one, VOICES + "/b").text("ref_text"))
                .as("all or nothing")
                .isEqualTo("Be.");
    }

    @Test
    void onlyAdminsOfTheFilesTenantReloadIt() {
        assertThat(mia.post(one, VOICES + "/reload", "").status()).isEqualTo(403);
        assertThat(stranger.post(one, VOICES + "/reload", "").status()).isEqualTo(403);
    }

    @Test
    void anotherTenantsVoiceIsAsOneThatIsNotThere() {
        // Given
        mia.post(one, VOICES, "{\"voice_id\": \"secret\", \"ref_text\": \"nobody else's\"}");

        // Then
        assertThat(stranger.get(one, VOICES + "/secret").response().body().replace("secret", "nobody"))
                .isEqualTo(stranger.get(one, VOICES + "/nobody").response().body());
        assertThat(stranger.put(one, VOICES + "/secret", "{}").status()).isEqualTo(404);
        assertThat(stranger.delete(one, VOICES + "/secret").status()).isEqualTo(404);
        assertThat(stranger.get(one, VOICES).response().body()).doesNotContain("secret");
        assertThat(stranger.post(one, VOICES, "{\"voice_id\": \"secret\"}").status())
                .as("their own of that name")
                .isEqualTo(201);
        assertThat(mia.get(one, VOICES + "/secret").text("ref_text")).isEqualTo("nobody else's");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | voice_id",
                "{\"voice_id\": \"a/b\"} | 422 | voice_id",
                "{\"voice_id\": \"x\", \"ref_audio\": \"file:///etc/passwd\"} | 422 | ref_text,ref_audio",
                "{\"voice_id\": \"x\", \"styles\": [\"a b\"], \"params\": {\"rate\": 5}} | 422 | styles,params.rate",
                "{\"voice_id\": \"x\", \"styles\": \"calm\"} | 400 | styles",
                "{\"voice_id\": \"x\", \"styles\": [null]} | 400 | styles.0",
                "{\"voice_id\": \"reload\"} | 422 | voice_id",
                "{\"voice_id\": \"x\", \"origin\": \"file\"} | 400 | origin",
            })
    void saysWhatIsWrongWithAVoice(String body, int status, String fields) {
        // When
        Answer answer = mia.post(one, VOICES, body);

        // Then
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        List<String> named = answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
        assertThat(String.join(",", named)).as(answer.response().body()).isEqualTo(fields);
    }

    private static void file(String content) throws IOException {
        Files.writeString(folder.resolve("voices/alpha/voices.json"), content);
    }
}
