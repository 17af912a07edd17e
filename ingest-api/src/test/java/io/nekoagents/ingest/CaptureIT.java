package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.capture.UploadStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Capture over HTTP to two API processes of one real broker; the workers are a plain producer of facts. */
@Timeout(180)
final class CaptureIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String EPISODES = "/api/v1/capture/episodes";
    private static final String DATASETS = "/api/v1/capture/datasets";
    private static final String CONFIG = "/api/v1/capture/config";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor one;
    private static FrontDoor two;
    private static TestLog log;
    private static TenantClient admin;
    private static TenantClient mia;
    private static TenantClient viewer;
    private static TenantClient stranger;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        one = open("one");
        two = open("two");
        log = new TestLog(broker, REGISTRY);
        admin = TenantClient.of(one, "alpha", "admin");
        mia = TenantClient.of(one, "alpha", "operator");
        viewer = TenantClient.of(one, "alpha", "viewer");
        stranger = TenantClient.of(one, "beta", "operator");
        Awaitility.await("both processes know the keys")
                .until(() -> List.of(admin, mia, viewer, stranger).stream()
                        .allMatch(each -> each.get(two, "/api/v1/tasks").status() == 200));
    }

    private static FrontDoor open(String view) {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve(view),
                        TenantClient.guarded("--neko.api.capture.remote-places=s3://data/{tenant}"))
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
    void takesAnEpisodeWithoutAWorkerAndSaysWhatItWaitsFor() {
        // When
        Answer taken = mia.post(one, EPISODES, """
                {"task_description": "shows how to pay", "neko_session_id": "room-1",
                 "capture_options": {"fps": 4, "jpeg_quality": 50}}""");

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        assertThat(taken.text("status")).isEqualTo("requested");
        assertThat(taken.text("waits_for")).isEqualTo("capture-sink");
        assertThat(taken.json().get("started_at").isNull()).isTrue();
        assertThat(taken.json().get("estimated_size_mb").asDouble())
                .as("3600 frames of 921600 pixels of 0.76 bits")
                .isEqualTo(315.2);
        Answer read = viewer.get(two, taken.header("Location"));
        assertThat(read.status()).as("at once, in another process").isEqualTo(200);
        assertThat(read.json()).isEqualTo(taken.json());
        RecordEpisode command =
                log.awaitRecord(Topics.CAPTURE_COMMANDS, taken.text("episode_id"), RecordEpisode.class, _ -> true);
        assertThat(command.getOptions()).isEqualTo(new CaptureOptions(4, 50, 4, 900));
        assertThat(command.getTenant()).isEqualTo("alpha");
    }

    @Test
    void showsWhatTheWorkersTellUntilTheEndAndAfterARestart() {
        // Given
        Answer taken = record("shows how to find");
        String id = taken.text("episode_id");

        // When
        fact(started(id, taken));
        Answer recording = await(id, "status", "recording");
        fact(new EpisodeGrown(id, "alpha", 10, 3, 1_000L, TestLog.NOON.plusSeconds(5)));
        Awaitility.await("10 frames").until(() -> read(id).json().get("frames").asInt() == 10);
        Answer ending = mia.delete(two, EPISODES + "/" + id);
        fact(new EpisodePart(id, "alpha", 0, List.of(), List.of(), TestLog.NOON.plusSeconds(10)));
        fact(new EpisodeFinished(
                id, "alpha", 20, 6, 2_000L, EpisodeEnd.ASKED, 1, subject(), TestLog.NOON.plusSeconds(10)));
        Answer finished = await(id, "status", "finished");

        // Then
        assertThat(recording.json().get("waits_for").isNull()).isTrue();
        assertThat(recording.text("started_at")).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(ending.status()).as(ending.response().body()).isEqualTo(202);
        assertThat(ending.text("status")).isEqualTo("ending");
        assertThat(ending.text("waits_for")).isEqualTo("episode-assembly");
        assertThat(log.awaitRecord(Topics.CAPTURE_COMMANDS, id, EndEpisode.class, _ -> true)
                        .getDiscard())
                .isFalse();
        assertThat(finished.json().get("frames").asInt()).isEqualTo(20);
        assertThat(finished.text("end")).isEqualTo("asked");
        assertThat(finished.text("origin")).isEqualTo("human");
        assertThat(finished.json().get("outcome").isNull()).isTrue();
        assertThat(finished.text("finished_at")).isEqualTo("2026-03-01T12:00:10Z");
        assertThat(mia.delete(one, EPISODES + "/" + id).status()).isEqualTo(409);
        try (FrontDoor fresh = open("fresh")) {
            assertThat(mia.get(fresh, EPISODES + "/" + id).json())
                    .as("by a process that reads the log anew")
                    .isEqualTo(finished.json());
        }
        two.close();
        two = open("two");
        assertThat(mia.get(two, EPISODES + "/" + id).json())
                .as("by a process that was down")
                .isEqualTo(finished.json());
    }

    @Test
    void throwsAwayWhatIsToBeDiscarded() {
        // Given
        String id = record("a mistake").text("episode_id");

        // When
        Answer ending = mia.delete(one, EPISODES + "/" + id + "?discard=true");
        fact(new EpisodeDiscarded(id, "alpha", "asked for", 2, 0, TestLog.NOON));
        Answer discarded = await(id, "status", "discarded");

        // Then
        assertThat(ending.text("waits_for")).isEqualTo("capture-sink");
        assertThat(log.awaitRecord(Topics.CAPTURE_COMMANDS, id, EndEpisode.class, _ -> true)
                        .getDiscard())
                .isTrue();
        assertThat(discarded.text("discard_reason")).isEqualTo("asked for");
        assertThat(mia.delete(one, EPISODES + "/" + id + "?dicsard=true").status())
                .isEqualTo(400);
    }

    @Test
    void listsTheEpisodesOfTheTenantNewestFirstPageByPage() {
        // Given
        TenantClient gamma = TenantClient.of(one, "gamma", "operator");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(gamma.post(one, EPISODES, body("number " + i)).text("episode_id"));
        }
        fact(
                "ep_of_a_task",
                EpisodeStarted.newBuilder()
                        .setEpisodeId("ep_of_a_task")
                        .setTenant("gamma")
                        .setTaskId("task_1")
                        .setTaskDescription("find it")
                        .setScreenWidth(1)
                        .setScreenHeight(1)
                        .setRequestedAt(TestLog.NOON)
                        .setOccurredAt(TestLog.NOON)
                        .build());
        ids.addLast("ep_of_a_task");
        Awaitility.await("all are listed")
                .until(() -> gamma.get(one, EPISODES).json().get("episodes").size() == 6);

        // When
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gamma.get(one, EPISODES + "?limit=2" + cursor);
            page.json()
                    .get("episodes")
                    .valueStream()
                    .forEach(each -> listed.add(each.get("episode_id").asString()));
            JsonNode next = page.json().get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        // Then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids).endsWith("ep_of_a_task");
        Answer task = gamma.get(one, EPISODES + "/ep_of_a_task");
        assertThat(task.text("task_id")).isEqualTo("task_1");
        assertThat(task.json().get("capture_options").isNull()).isTrue();
        assertThat(stranger.get(one, EPISODES).json().get("episodes").isEmpty()).isTrue();
    }

    @Test
    void takesAKeyOnce() {
        // When
        Answer first = mia.post(one, EPISODES, body("once"), "Idempotency-Key", "k1");
        Answer second = mia.post(two, EPISODES, body("once"), "Idempotency-Key", "k1");
        Answer other = mia.post(two, EPISODES, body("twice"), "Idempotency-Key", "k1");

        // Then
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).as(second.response().body()).isEqualTo(200);
        assertThat(second.text("episode_id")).isEqualTo(first.text("episode_id"));
        assertThat(other.status()).as(other.response().body()).isEqualTo(409);
    }

    @Test
    void repeatsWhatAKeyGaveThoughTheConfigurationIsAnother() {
        // Given
        TenantClient eta = TenantClient.of(one, "eta", "admin");
        Answer first = eta.post(one, EPISODES, body("once"), "Idempotency-Key", "k1");

        // When
        Answer put = eta.put(one, CONFIG, "{\"capture_options\": {\"fps\": 11}}");
        Answer second = eta.post(one, EPISODES, body("once"), "Idempotency-Key", "k1");
        Answer other = eta.post(
                one,
                EPISODES,
                "{\"task_description\": \"once\", \"neko_session_id\": \"room-1\", \"capture_options\": {\"fps\": 11}}",
                "Idempotency-Key",
                "k1");

        // Then
        assertThat(first.status()).as(first.response().body()).isEqualTo(202);
        assertThat(put.status()).as(put.response().body()).isEqualTo(200);
        assertThat(second.status()).as(second.response().body()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(other.status()).as("names another option").isEqualTo(409);
    }

    @Test
    void showsTheEpisodesOfDirectProducersAndWhatIsWrongWithThem() {
        // When
        CaptureOptions usual = new CaptureOptions(2, 85, 4, 900);
        log.write(
                Topics.CAPTURE_COMMANDS,
                "ep_direct",
                new RecordEpisode("ep_direct", "alpha", "direct", "room-1", usual, null, TestLog.NOON));
        log.write(
                Topics.CAPTURE_COMMANDS,
                "ep_unsound",
                new RecordEpisode(
                        "ep_unsound",
                        "alpha",
                        "direct",
                        "room-1",
                        new CaptureOptions(99, 85, 4, 900),
                        null,
                        TestLog.NOON));
        log.write(
                Topics.CAPTURE_COMMANDS,
                "ep_another",
                new RecordEpisode("ep_misplaced", "alpha", "direct", "room-1", usual, null, TestLog.NOON));

        // Then
        assertThat(read("ep_direct").text("waits_for")).isEqualTo("capture-sink");
        assertThat(read("ep_unsound").text("status")).isEqualTo("failed");
        assertThat(read("ep_unsound").json().get("failure").get("message").asString())
                .contains("capture_options.fps");
        assertThat(read("ep_misplaced").status()).isEqualTo(404);
    }

    @Test
    void anotherTenantsEpisodeAndDatasetAreAsIfTheyWereNotThere() {
        // Given
        String id = record("secret").text("episode_id");
        log.write(Topics.CAPTURE_DATASETS, "alpha/secret", dataset("secret", "alpha", null));
        Awaitility.await("the dataset is known")
                .until(() -> mia.get(one, DATASETS).response().body().contains("secret"));

        // Then
        assertThat(stranger.get(one, EPISODES + "/" + id).response().body().replace(id, "ep_nobody"))
                .isEqualTo(stranger.get(one, EPISODES + "/ep_nobody").response().body());
        assertThat(stranger.delete(one, EPISODES + "/" + id).status()).isEqualTo(404);
        String upload = "{\"remote_uri\": \"s3://data/beta/x\"}";
        Answer theirs = stranger.post(one, DATASETS + "/secret/upload", upload);
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.response().body().replace("secret", "nothing"))
                .isEqualTo(stranger.post(one, DATASETS + "/nothing/upload", upload)
                        .response()
                        .body());
        assertThat(stranger.get(one, DATASETS).json().get("datasets").isEmpty()).isTrue();
        fact(new EpisodeDiscarded(id, "beta", "forged", 0, 0, TestLog.NOON));
        fact(new EpisodeGrown(id, "alpha", 1, 0, 10L, TestLog.NOON));
        Awaitility.await("1 frame").until(() -> read(id).json().get("frames").asInt() == 1);
        assertThat(read(id).text("status")).isEqualTo("requested");
    }

    @Test
    void uploadsADatasetToAnAllowedPlaceAndShowsHowFarThatIs() {
        // Given
        log.write(Topics.CAPTURE_DATASETS, "alpha/shop", dataset("shop", "alpha", null));
        Awaitility.await("the dataset is known")
                .until(() -> mia.get(one, DATASETS).response().body().contains("shop"));

        // When
        Answer asked = mia.post(one, DATASETS + "/shop/upload", "{\"remote_uri\": \"s3://data/alpha/shop\"}");

        // Then
        assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
        assertThat(asked.text("waits_for")).isEqualTo("capture-sink");
        assertThat(upload("shop")).isEqualTo(asked.json());
        UploadDataset command = log.awaitRecord(Topics.CAPTURE_COMMANDS, "shop", UploadDataset.class, _ -> true);
        assertThat(command.getRemoteUri()).isEqualTo("s3://data/alpha/shop");
        log.write(
                Topics.CAPTURE_DATASETS,
                "alpha/shop",
                dataset(
                        "shop",
                        "alpha",
                        new DatasetUpload(
                                command.getUploadId(),
                                command.getRemoteUri(),
                                UploadStatus.FINISHED,
                                77L,
                                null,
                                command.getRequestedAt(),
                                TestLog.NOON)));
        Awaitility.await("it is uploaded")
                .until(() -> upload("shop").get("status").asString().equals("finished"));
        assertThat(upload("shop").get("waits_for").isNull()).isTrue();
        assertThat(upload("shop").get("bytes").asLong()).isEqualTo(77);
    }

    @Test
    void keepsEachTenantsConfigurationInTheLog() {
        // Given
        TenantClient delta = TenantClient.of(one, "delta", "admin");

        // When
        Answer before = delta.get(one, CONFIG);
        Answer put = delta.put(one, CONFIG, """
                {"capture_options": {"fps": 10}, "compression": "none", "hashes": ["sha256"],
                 "remote_uri": "s3://data/delta/all", "keep_local": false}""");
        Answer taken = delta.post(one, EPISODES, body("by the configuration"));

        // Then
        assertThat(before.json().get("updated_at").isNull()).isTrue();
        assertThat(before.json().get("compression").asString()).isEqualTo("zstd:6");
        assertThat(put.status()).as(put.response().body()).isEqualTo(200);
        assertThat(delta.get(one, CONFIG).json()).isEqualTo(put.json());
        Awaitility.await("the other process knows")
                .until(() -> delta.get(two, CONFIG).json().equals(put.json()));
        assertThat(taken.json().get("capture_options").get("fps").asInt()).isEqualTo(10);
        assertThat(viewer.get(one, CONFIG).json().get("updated_at").isNull())
                .as("of another tenant")
                .isTrue();
    }

    @Test
    void rolesMayWhatTheyMay() {
        assertThat(viewer.post(one, EPISODES, body("x")).status()).isEqualTo(403);
        assertThat(mia.put(one, CONFIG, "{}").status()).isEqualTo(403);
        assertThat(admin.put(one, CONFIG, "{\"compression\": \"lz4\"}").status())
                .isEqualTo(422);
    }

    @Test
    void keepsWhatIsToBeLeftOutAndHowSamplesAreLaidOut() {
        // Given
        TenantClient theta = TenantClient.of(one, "theta", "admin");
        Answer before = theta.get(one, CONFIG);

        // When
        Answer put = theta.put(one, CONFIG, """
                {"layout": "steps", "redact_fields": ["answer", "value"],
                 "redact_regions": [{"x": 0, "y": 0.75, "width": 1, "height": 0.25}]}""");

        // Then
        assertThat(before.text("layout")).isEqualTo("episodes");
        assertThat(before.json().get("redact_fields").isEmpty()).isTrue();
        assertThat(before.json().get("redact_regions").isEmpty()).isTrue();
        assertThat(put.status()).as(put.response().body()).isEqualTo(200);
        assertThat(put.text("layout")).isEqualTo("steps");
        assertThat(put.json().get("redact_fields").toString()).isEqualTo("[\"answer\",\"value\"]");
        assertThat(put.json().get("redact_regions").get(0).get("y").asDouble()).isEqualTo(0.75);
        assertThat(theta.get(one, CONFIG).json()).isEqualTo(put.json());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"layout\": \"rows\"} | 422 | layout",
                "{\"redact_fields\": [\"pixels\"]} | 422 | redact_fields",
                "{\"redact_fields\": [null]} | 400 | redact_fields.0",
                "{\"redact_regions\": [{\"x\": 0.5, \"y\": 0, \"width\": 0.6, \"height\": 1}]} | 422 | redact_regions",
                "{\"redact_regions\": [{\"x\": 0.5, \"y\": 0, \"width\": 0.5}]} | 422 | redact_regions",
                "{\"redact_regions\": [null]} | 400 | redact_regions.0",
                "{\"redact_regions\": [{\"left\": 0}]} | 400 | redact_regions.0.left",
                "{\"redact_regions\": [{\"x\": \"left\"}]} | 400 | redact_regions.0.x",
            })
    void saysWhatIsWrongWithAConfiguration(String body, int status, String field) {
        // When
        Answer answer = admin.put(one, CONFIG, body);

        // Then
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .as(answer.response().body())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | task_description,neko_session_id",
                "{\"task_description\": \"x\", \"neko_session_id\": \"s\", \"capture_options\": {\"fps\": 61, \"jpeg_quality\": 0, \"min_frames\": 0, \"timeout_seconds\": 0}} | 422 | capture_options.fps,capture_options.jpeg_quality,capture_options.min_frames,capture_options.timeout_seconds",
                "{\"task_description\": \"x\", \"neko_session_id\": \"s\", \"capture_options\": {\"fps\": 2.5}} | 400 | capture_options.fps",
                "{\"task_description\": \"x\", \"neko_session_id\": \"s\", \"quality\": 1} | 400 | quality",
            })
    void saysWhatIsWrongWithAnEpisode(String body, int status, String fields) {
        // When
        Answer answer = mia.post(one, EPISODES, body);

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
    void countsWhatItTakes() {
        // When
        record("counted");

        // Then
        assertThat(viewer.get(one, "/api/v1/metrics").response().body())
                .containsPattern("(?m)^neko_capture_episodes_total [1-9]");
    }

    private static JsonNode upload(String dataset) {
        return mia.get(one, DATASETS)
                .json()
                .get("datasets")
                .valueStream()
                .filter(each -> each.get("dataset_id").asString().equals(dataset))
                .findFirst()
                .orElseThrow()
                .get("upload");
    }

    private static Dataset dataset(String id, String tenant, @Nullable DatasetUpload upload) {
        return Dataset.newBuilder()
                .setDatasetId(id)
                .setTenant(tenant)
                .setUri("file:///datasets/" + tenant + "/" + id)
                .setEpisodes(3)
                .setUpload(upload)
                .setCreatedAt(TestLog.NOON)
                .setUpdatedAt(TestLog.NOON)
                .build();
    }

    private static EpisodeStarted started(String id, Answer taken) {
        return EpisodeStarted.newBuilder()
                .setEpisodeId(id)
                .setTenant("alpha")
                .setSessionId("room-1")
                .setTaskDescription(taken.text("task_description"))
                .setScreenWidth(1280)
                .setScreenHeight(720)
                .setRequestedAt(Instant.parse(taken.text("requested_at")))
                .setOccurredAt(TestLog.NOON)
                .build();
    }

    private static EpisodeSubject subject() {
        return EpisodeSubject.newBuilder()
                .setTaskDescription("shows how to find")
                .setOrigin(Origin.HUMAN)
                .setScreenWidth(1280)
                .setScreenHeight(720)
                .setStartedAt(TestLog.NOON)
                .setEndedAt(TestLog.NOON.plusSeconds(10))
                .build();
    }

    private static Answer record(String description) {
        return mia.post(one, EPISODES, body(description));
    }

    private static String body(String description) {
        return "{\"task_description\": \"%s\", \"neko_session_id\": \"room-1\"}".formatted(description);
    }

    private static Answer read(String id) {
        return mia.get(one, EPISODES + "/" + id);
    }

    private static Answer await(String id, String field, String value) {
        return Awaitility.await(field + " of " + id + " is " + value)
                .atMost(Duration.ofSeconds(20))
                .until(() -> read(id), answer -> answer.text(field).equals(value));
    }

    private static void fact(SpecificRecord fact) {
        fact(String.valueOf(fact.get(0)), fact);
    }

    private static void fact(String id, SpecificRecord fact) {
        log.write(Topics.CAPTURE_EPISODES, id, fact);
    }
}
