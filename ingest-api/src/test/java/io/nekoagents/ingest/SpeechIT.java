package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.ingest.archive.VerifiedContent;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Speech over HTTP to two API processes of one real broker; the worker is a plain producer of facts. */
@Timeout(180)
final class SpeechIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final SpeechStyle PLAIN = new SpeechStyle(null, new SpeechParams(null, null));

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor one;
    private static FrontDoor two;
    private static TestLog log;
    private static TenantClient mia;
    private static TenantClient viewer;
    private static TenantClient stranger;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        one = open("one");
        two = open("two");
        log = new TestLog(broker, REGISTRY);
        mia = TenantClient.of(one, "alpha", "operator");
        viewer = TenantClient.of(one, "alpha", "viewer");
        stranger = TenantClient.of(one, "beta", "operator");
        Awaitility.await("both processes know the keys")
                .until(() -> List.of(mia, viewer, stranger).stream()
                        .allMatch(each -> each.get(two, "/api/v1/tasks").status() == 200));
    }

    private static FrontDoor open(String view) {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve(view),
                        TenantClient.guarded("--neko.api.speech.store=" + folder.resolve("speech")))
                .ready();
    }

    @AfterAll
    static void stop() {
        log.close();
        one.close();
        two.close();
        broker.close();
    }

    @Test
    void takesARequestWithoutAWorkerAndSaysWhatItWaitsFor() {
        // When
        Answer taken = mia.post(one, "/api/v1/tts/speak", """
                {"text": "Thirty characters are in this.", "session_id": "quiet", "params": {"rate": 0.5, "pitch": -2}}""");

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        assertThat(taken.text("status")).isEqualTo("queued");
        assertThat(taken.text("waits_for")).isEqualTo("tts-worker");
        assertThat(taken.json().get("estimated_duration_ms").asLong())
                .as("30 characters at 15 a second and half the speed")
                .isEqualTo(4_000);
        Answer read = viewer.get(two, taken.header("Location"));
        assertThat(read.status()).as("at once, in another process").isEqualTo(200);
        assertThat(read.json()).isEqualTo(taken.json());
        SpeakText command = log.awaitRecord(
                Topics.SPEECH_REQUESTS,
                "quiet",
                SpeakText.class,
                c -> c.getRequestId().equals(taken.text("request_id")));
        assertThat(command.getTenant()).isEqualTo("alpha");
        assertThat(command.getStyle().getParams()).isEqualTo(new SpeechParams(0.5, -2.0));
    }

    @Test
    void showsWhatTheWorkerTellsUntilTheEndAndAfterARestart() {
        // Given
        String id = speak("room-1", "Hello there.").text("request_id");

        // When
        fact(new SpeechQueued(id, "alpha", "room-1", "tts-1", TestLog.NOON));
        Answer queued = await(id, "worker_id", "tts-1");
        fact(new SpeechStarted(id, "alpha", "room-1", "tts-1", TestLog.NOON.plusMillis(180)));
        Answer speaking = await(id, "status", "speaking");
        fact(new SpeechFinished(id, "alpha", "room-1", 12, 1, 900L, TestLog.NOON.plusMillis(1_080)));
        Answer finished = await(id, "status", "finished");

        // Then
        assertThat(queued.json().get("waits_for").isNull()).isTrue();
        assertThat(speaking.text("first_audio_at")).isEqualTo("2026-03-01T12:00:00.180Z");
        assertThat(finished.text("queued_at")).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(finished.text("finished_at")).isEqualTo("2026-03-01T12:00:01.080Z");
        assertThat(finished.json().get("audio_ms").asLong()).isEqualTo(900);
        assertThat(finished.json().get("segments").asInt()).isEqualTo(1);
        try (FrontDoor fresh = open("fresh")) {
            assertThat(mia.get(fresh, "/api/v1/tts/requests/" + id).json())
                    .as("by a process that reads the log anew")
                    .isEqualTo(finished.json());
        }
        two.close();
        two = open("two");
        assertThat(mia.get(two, "/api/v1/tts/requests/" + id).json())
                .as("by a process that was down")
                .isEqualTo(finished.json());
    }

    @Test
    void appendsToAStreamInOrderAndOnceUntilItIsComplete() {
        // Given
        Answer stream = mia.post(one, "/api/v1/tts/stream/start", "{\"session_id\": \"room-2\"}");
        String id = stream.text("request_id");

        // When
        append(id, "One two ", 1);
        append(id, "three.", 2);
        Answer repeated = append(id, "three.", 2);
        Answer ended = mia.post(two, "/api/v1/tts/stream/stop", "{\"request_id\": \"%s\"}".formatted(id));
        Answer late = append(id, " Four.", 3);

        // Then
        assertThat(stream.status()).isEqualTo(202);
        assertThat(stream.json().get("stream").asBoolean()).isTrue();
        assertThat(repeated.status()).isEqualTo(202);
        assertThat(repeated.json().get("characters").asInt()).isEqualTo(14);
        assertThat(ended.json().get("complete").asBoolean()).isTrue();
        assertThat(ended.text("waits_for")).isEqualTo("tts-worker");
        assertThat(late.status()).as(late.response().body()).isEqualTo(409);
        log.awaitRecord(
                Topics.SPEECH_REQUESTS,
                "room-2",
                AppendSpeech.class,
                c -> c.getText().equals("three."));
        log.awaitRecord(Topics.SPEECH_REQUESTS, "room-2", EndSpeech.class, _ -> true);
    }

    @Test
    void stopsWhatStandsBeforeInASessionAndNothingAfter() {
        // Given
        String before = speak("room-3", "before").text("request_id");
        String elsewhere = speak("room-4", "elsewhere").text("request_id");

        // When
        Answer stopped = mia.delete(two, "/api/v1/tts/stop?session_id=room-3");
        String after = speak("room-3", "after").text("request_id");

        // Then
        assertThat(stopped.status()).as(stopped.response().body()).isEqualTo(202);
        assertThat(stopped.json().get("sessions").toString()).isEqualTo("[\"room-3\"]");
        log.awaitRecord(Topics.SPEECH_REQUESTS, "room-3", StopSpeech.class, _ -> true);
        await(before, "status", "stopping");
        assertThat(read(before).text("waits_for")).isEqualTo("tts-worker");
        assertThat(read(after).text("status")).isEqualTo("queued");
        assertThat(read(elsewhere).text("status")).isEqualTo("queued");
        fact(new SpeechStopped(before, "alpha", "room-3", 0L, TestLog.NOON));
        assertThat(await(before, "status", "stopped").json().get("waits_for").isNull())
                .isTrue();
    }

    @Test
    void stopsEverySessionOfTheTenantAndNoOther() {
        // Given
        TenantClient gamma = TenantClient.of(one, "gamma", "operator");
        String first = gamma.post(one, "/api/v1/tts/speak", "{\"text\": \"a\", \"session_id\": \"g-1\"}")
                .text("request_id");
        gamma.post(one, "/api/v1/tts/speak", "{\"text\": \"b\", \"session_id\": \"g-2\"}");
        String others = speak("g-1", "of another tenant").text("request_id");
        String spoken = gamma.post(one, "/api/v1/tts/speak", "{\"text\": \"c\", \"session_id\": \"g-3\"}")
                .text("request_id");
        fact(new SpeechFinished(spoken, "gamma", "g-3", 1, 1, 9L, TestLog.NOON));
        Awaitility.await("all of it is spoken")
                .until(() -> gamma.get(one, "/api/v1/tts/requests/" + spoken)
                        .text("status")
                        .equals("finished"));

        // When
        Answer stopped = gamma.delete(one, "/api/v1/tts/stop");

        // Then
        assertThat(stopped.json().get("sessions").toString())
                .as("where there is still something to be spoken")
                .isEqualTo("[\"g-2\",\"g-1\"]");
        Awaitility.await("it stops")
                .until(() -> gamma.get(one, "/api/v1/tts/requests/" + first)
                        .text("status")
                        .equals("stopping"));
        assertThat(read(others).text("status")).isEqualTo("queued");
    }

    @Test
    void takesAKeyOnceASession() {
        // Given
        String body = "{\"text\": \"once\", \"session_id\": \"room-5\"}";

        // When
        Answer first = mia.post(one, "/api/v1/tts/speak", body, "Idempotency-Key", "k1");
        Answer second = mia.post(two, "/api/v1/tts/speak", body, "Idempotency-Key", "k1");
        Answer other = mia.post(
                two, "/api/v1/tts/speak", "{\"text\": \"twice\", \"session_id\": \"room-5\"}", "Idempotency-Key", "k1");

        // Then
        assertThat(first.status()).as(first.response().body()).isEqualTo(202);
        assertThat(second.status()).as(second.response().body()).isEqualTo(200);
        assertThat(second.text("request_id")).isEqualTo(first.text("request_id"));
        assertThat(other.status()).as(other.response().body()).isEqualTo(409);
    }

    @Test
    void speaksIntoAFileThatIsGivenOutAsItWasMade() throws Exception {
        // Given
        Answer taken =
                mia.post(one, "/api/v1/tts/synthesize", "{\"text\": \"Into a file.\", \"params\": {\"rate\": 2}}");
        String id = taken.text("request_id");
        byte[] sound = Recordings.wav(48_000, 3);
        Path file =
                Files.write(Files.createDirectories(folder.resolve("speech")).resolve(id + ".wav"), sound);

        // When
        Answer early = mia.get(two, taken.header("Location") + "/audio");
        made(id, file.toUri().toString(), sound);
        Answer finished = await(id, "status", "finished");
        HttpResponse<byte[]> audio = audio(id);

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        assertThat(taken.json().get("session_id").isNull()).isTrue();
        assertThat(taken.text("output")).isEqualTo("file");
        SynthesizeSpeech command = log.awaitRecord(Topics.SPEECH_REQUESTS, id, SynthesizeSpeech.class, _ -> true);
        assertThat(command.getText()).isEqualTo("Into a file.");
        assertThat(early.status()).as(early.response().body()).isEqualTo(404);
        assertThat(finished.json().get("file").get("bytes").asLong()).isEqualTo(sound.length);
        assertThat(finished.json().get("audio_ms").asLong()).isEqualTo(3_000);
        assertThat(audio.statusCode()).isEqualTo(200);
        assertThat(audio.body()).isEqualTo(sound);
        assertThat(audio.headers().firstValue("Content-Type")).hasValue("audio/wav");
        assertThat(audio.headers().firstValue("ETag")).hasValue("\"" + VerifiedContent.sha256(sound) + "\"");
        assertThat(mia.delete(one, "/api/v1/tts/stop").json().get("sessions").toString())
                .as("a file has no session")
                .doesNotContain(id);
        assertThat(stranger.get(one, "/api/v1/tts/requests/" + id + "/audio").status())
                .isEqualTo(404);
    }

    @Test
    void givesOutNoFileThatIsAnotherOrLiesElsewhere() throws Exception {
        // Given
        byte[] sound = Recordings.wav(48_000, 3);
        Files.createDirectories(folder.resolve("speech"));
        String changed = synthesize();
        byte[] other = sound.clone();
        other[200_000] ^= 1;
        made(
                changed,
                Files.write(folder.resolve("speech/changed.wav"), other).toUri().toString(),
                sound);
        String small = synthesize();
        made(
                small,
                Files.write(folder.resolve("speech/small.wav"), new byte[100])
                        .toUri()
                        .toString(),
                new byte[] {1});
        String elsewhere = synthesize();
        made(
                elsewhere,
                Files.write(folder.resolve("elsewhere.wav"), sound).toUri().toString(),
                sound);
        String gone = synthesize();
        made(gone, folder.resolve("speech/gone.wav").toUri().toString(), sound);
        String odd = synthesize();
        made(odd, "no address", sound);

        // Then
        for (String id : List.of(small, elsewhere, gone, odd)) {
            await(id, "status", "finished");
            assertThat(mia.get(one, "/api/v1/tts/requests/" + id + "/audio").status())
                    .isEqualTo(404);
        }
        await(changed, "status", "finished");
        assertThatThrownBy(() -> audio(changed))
                .as("what was found to be another while it was sent is cut off")
                .isInstanceOf(IOException.class);
        String spoken = speak("room-10", "in a room").text("request_id");
        assertThat(mia.get(one, "/api/v1/tts/requests/" + spoken + "/audio").status())
                .isEqualTo(404);
    }

    @Test
    void takesAKeyOnceForFiles() {
        // Given
        String body = "{\"text\": \"once\"}";

        // When
        Answer first = mia.post(one, "/api/v1/tts/synthesize", body, "Idempotency-Key", "k9");
        Answer second = mia.post(two, "/api/v1/tts/synthesize", body, "Idempotency-Key", "k9");
        Answer other = mia.post(two, "/api/v1/tts/synthesize", "{\"text\": \"twice\"}", "Idempotency-Key", "k9");

        // Then
        assertThat(first.status()).as(first.response().body()).isEqualTo(202);
        assertThat(second.status()).as(second.response().body()).isEqualTo(200);
        assertThat(second.text("request_id")).isEqualTo(first.text("request_id"));
        assertThat(other.status()).as(other.response().body()).isEqualTo(409);
    }

    @Test
    void showsWhatIsHeard() {
        // Given
        String id = speak("room-11", "One. Two.").text("request_id");

        // When
        fact(new SpeechCaptioned(id, "alpha", "room-11", 1, "One.", 0, 5, 0L, 400L, TestLog.NOON));
        fact(new SpeechCaptioned(id, "alpha", "room-11", 2, "Two.", 5, 9, 400L, 350L, TestLog.NOON));

        // Then
        Answer heard = Awaitility.await("both captions are there")
                .until(() -> read(id), answer -> answer.json().get("captions").size() == 2);
        assertThat(heard.json().get("captions").get(1).toString())
                .isEqualTo(
                        "{\"segment\":2,\"text\":\"Two.\",\"from_character\":5,\"to_character\":9,\"at_ms\":400,\"duration_ms\":350}");
    }

    @Test
    void repeatsWhatAKeyGaveThoughItsVoiceIsGone() {
        // Given
        mia.post(one, "/api/v1/voices", "{\"voice_id\": \"passing\"}");
        String body = "{\"text\": \"once\", \"session_id\": \"room-9\", \"voice_id\": \"passing\"}";
        String stream = "{\"session_id\": \"room-9\", \"voice_id\": \"passing\"}";
        Answer first = mia.post(one, "/api/v1/tts/speak", body, "Idempotency-Key", "k2");
        Answer begun = mia.post(one, "/api/v1/tts/stream/start", stream, "Idempotency-Key", "k3");

        // When
        Answer gone = mia.delete(one, "/api/v1/voices/passing");

        // Then
        assertThat(first.status()).as(first.response().body()).isEqualTo(202);
        assertThat(gone.status()).as(gone.response().body()).isLessThan(300);
        Answer second = mia.post(one, "/api/v1/tts/speak", body, "Idempotency-Key", "k2");
        assertThat(second.status()).as(second.response().body()).isEqualTo(200);
        assertThat(second.text("request_id")).isEqualTo(first.text("request_id"));
        Answer begunAgain = mia.post(one, "/api/v1/tts/stream/start", stream, "Idempotency-Key", "k3");
        assertThat(begunAgain.status()).as(begunAgain.response().body()).isEqualTo(200);
        assertThat(begunAgain.text("request_id")).isEqualTo(begun.text("request_id"));
        assertThat(mia.post(one, "/api/v1/tts/speak", body, "Idempotency-Key", "k4")
                        .status())
                .as("for the first time")
                .isEqualTo(422);
    }

    @Test
    void showsTheRequestsOfDirectProducersAndWhatIsWrongWithThem() {
        // When
        log.write(
                Topics.SPEECH_REQUESTS,
                "room-6",
                new SpeakText("speech_direct", "alpha", "room-6", "Hi.", PLAIN, "task_1", null, TestLog.NOON));
        log.write(
                Topics.SPEECH_REQUESTS,
                "room-6",
                new SpeakText("speech_unsound", "alpha", "room-6", " ", PLAIN, null, null, TestLog.NOON));
        log.write(
                Topics.SPEECH_REQUESTS,
                "another-key",
                new SpeakText("speech_misplaced", "alpha", "room-6", "Hi.", PLAIN, null, null, TestLog.NOON));

        // Then
        Answer direct = read("speech_direct");
        assertThat(direct.text("waits_for")).isEqualTo("tts-worker");
        assertThat(direct.text("task_id")).isEqualTo("task_1");
        Answer unsound = read("speech_unsound");
        assertThat(unsound.text("status")).isEqualTo("failed");
        assertThat(unsound.json().get("failure").get("code").asString()).isEqualTo("invalid_command");
        assertThat(unsound.json().get("failure").get("message").asString()).contains("text");
        assertThat(read("speech_misplaced").status()).isEqualTo(404);
    }

    @Test
    void anotherTenantsRequestIsAsOneThatIsNotThere() {
        // Given
        String id = speak("room-7", "secret").text("request_id");
        String stream = mia.post(one, "/api/v1/tts/stream/start", "{\"session_id\": \"room-7\"}")
                .text("request_id");

        // Then
        for (String theirs : List.of(id, stream)) {
            assertThat(stranger.get(one, "/api/v1/tts/requests/" + theirs)
                            .response()
                            .body()
                            .replace(theirs, "speech_nobody"))
                    .isEqualTo(stranger.get(one, "/api/v1/tts/requests/speech_nobody")
                            .response()
                            .body());
        }
        assertThat(stranger.post(
                                one,
                                "/api/v1/tts/stream/text",
                                "{\"request_id\": \"%s\", \"text\": \"x\"}".formatted(stream))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(one, "/api/v1/tts/stream/stop", "{\"request_id\": \"%s\"}".formatted(stream))
                        .status())
                .isEqualTo(404);
        stranger.delete(one, "/api/v1/tts/stop?session_id=room-7");
        log.awaitRecord(
                Topics.SPEECH_REQUESTS,
                "room-7",
                StopSpeech.class,
                c -> c.getTenant().equals("beta"));
        String forged = speak("room-7", "and still there").text("request_id");
        read(forged);
        assertThat(read(id).text("status")).isEqualTo("queued");
        fact(new SpeechFailed(id, "beta", "room-7", "forged", "by another tenant", 0L, TestLog.NOON));
        fact(new SpeechQueued(id, "alpha", "room-7", "tts-1", TestLog.NOON));
        assertThat(await(id, "worker_id", "tts-1").text("status")).isEqualTo("queued");
    }

    @Test
    void aViewerMayNotSpeakNorStop() {
        assertThat(viewer.post(one, "/api/v1/tts/speak", "{\"text\": \"x\", \"session_id\": \"s\"}")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.delete(one, "/api/v1/tts/stop").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "speak | {\"session_id\": \"s\"} | 422 | text",
                "speak | {\"text\": \"x\"} | 422 | session_id",
                "speak | {\"text\": \"x\", \"session_id\": \"../s\"} | 422 | session_id",
                "speak | {\"text\": \"x\", \"session_id\": \"s\", \"params\": {\"rate\": 0, \"pitch\": 99}} | 422 | params.rate,params.pitch",
                "speak | {\"text\": \"x\", \"session_id\": \"s\", \"params\": {\"rate\": \"fast\"}} | 400 | params.rate",
                "speak | {\"text\": \"x\", \"session_id\": \"s\", \"voice_id\": \"nobody\"} | 422 | voice_id",
                "stream/start | {\"session_id\": \"s\", \"text\": \"x\"} | 400 | text",
                "synthesize | {} | 422 | text",
                "synthesize | {\"text\": \"x\", \"session_id\": \"s\"} | 400 | session_id",
                "synthesize | {\"text\": \"x\", \"voice_id\": \"nobody\"} | 422 | voice_id",
                "stream/text | {\"text\": \"x\"} | 422 | request_id",
                "stream/text | {\"request_id\": \"speech_nobody\", \"text\": \"x\"} | 404 | ``",
                "stream/stop | {\"request_id\": \"speech_nobody\"} | 404 | ``",
            })
    void saysWhatIsWrong(String path, String body, int status, String fields) {
        // When
        Answer answer = mia.post(one, "/api/v1/tts/" + path, body);

        // Then
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        List<String> named = answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
        assertThat(String.join(",", named)).as(answer.response().body()).isEqualTo(fields);
    }

    @Test
    void aMistypedParameterDoesNotStopEverything() {
        assertThat(mia.delete(one, "/api/v1/tts/stop?session=room-1").status()).isEqualTo(400);
    }

    @Test
    void countsWhatItTakes() {
        // When
        speak("room-8", "counted");

        // Then
        assertThat(viewer.get(one, "/api/v1/metrics").response().body())
                .containsPattern("(?m)^neko_tts_requests_total [1-9]");
    }

    private static Answer speak(String session, String text) {
        return mia.post(
                one, "/api/v1/tts/speak", "{\"text\": \"%s\", \"session_id\": \"%s\"}".formatted(text, session));
    }

    private static String synthesize() {
        return mia.post(one, "/api/v1/tts/synthesize", "{\"text\": \"x\"}").text("request_id");
    }

    /** As a worker tells of it. */
    private static void made(String id, String uri, byte[] sound) {
        log.write(
                Topics.SPEECH_EVENTS,
                id,
                new SpeechSynthesized(
                        id,
                        "alpha",
                        "tts-1",
                        uri,
                        VerifiedContent.sha256(sound),
                        (long) sound.length,
                        "audio/wav",
                        12,
                        1,
                        3_000L,
                        TestLog.NOON));
    }

    private static HttpResponse<byte[]> audio(String id) throws IOException, InterruptedException {
        return one.http()
                .send(
                        one.request("/api/v1/tts/requests/" + id + "/audio")
                                .header("Authorization", "Bearer " + mia.key())
                                .build(),
                        BodyHandlers.ofByteArray());
    }

    private static Answer append(String id, String text, int sequence) {
        return mia.post(
                one,
                "/api/v1/tts/stream/text",
                "{\"request_id\": \"%s\", \"text\": \"%s\", \"sequence\": %d}".formatted(id, text, sequence));
    }

    private static Answer read(String id) {
        return mia.get(one, "/api/v1/tts/requests/" + id);
    }

    private static Answer await(String id, String field, String value) {
        return Awaitility.await(field + " of " + id + " is " + value)
                .atMost(Duration.ofSeconds(20))
                .until(() -> read(id), answer -> answer.text(field).equals(value));
    }

    private static void fact(SpecificRecord fact) {
        log.write(Topics.SPEECH_EVENTS, String.valueOf(fact.get(2)), fact);
    }
}
