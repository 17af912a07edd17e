package io.nekoagents.ingest;

import static io.nekoagents.ingest.TestLog.NOON;
import static io.nekoagents.ingest.TestLog.action;
import static io.nekoagents.ingest.TestLog.frame;
import static io.nekoagents.ingest.TestLog.stateOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.task.TaskUpdated;
import io.nekoagents.schema.task.UpdateTask;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the front door tells of tasks that others work on. */
@Timeout(120)
final class TaskLifeIT {

    private static final String TASKS = "/api/v1/tasks/";
    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor door;
    private static TestLog log;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        door = FrontDoor.open(
                        broker, REGISTRY, folder.resolve("view"), "--neko.api.frames.store=" + folder.resolve("frames"))
                .ready();
        log = new TestLog(broker, REGISTRY);
    }

    @AfterAll
    static void stop() {
        log.close();
        door.close();
        broker.close();
    }

    @Test
    void showsTheStateUntilTheLogForgetsIt() {
        // Given
        log.state(
                "task_forgotten",
                stateOf("task_forgotten", TaskStatus.RUNNING, 2)
                        .setWorkerId("w1")
                        .setSteps(3)
                        .build());
        awaitStatus("task_forgotten", "running");
        assertThat(door.get(TASKS + "task_forgotten").text("worker_id")).isEqualTo("w1");

        // When
        log.write(Topics.TASK_STATE, "task_forgotten", null);

        // Then
        await("the tombstone is applied")
                .atMost(Duration.ofSeconds(20))
                .until(() -> door.get(TASKS + "task_forgotten").status() == 404);
        assertThat(ids(door.get("/api/v1/tasks?text=task_forgotten"))).isEmpty();
    }

    @Test
    void passesOverWhatCannotBeRead() {
        // When
        log.raw(Topics.TASK_STATE, "task_after_garbage", "not avro".getBytes(UTF_8));
        log.raw(Topics.TASK_COMMANDS, null, "no key".getBytes(UTF_8));
        log.state(
                "task_after_garbage",
                stateOf("task_after_garbage", TaskStatus.QUEUED, 1).build());

        // Then
        awaitStatus("task_after_garbage", "queued");
    }

    @Test
    void cancelsAndTellsTheOutcome() {
        // Given
        String taskId = door.post("{\"task\": \"x\"}").text("task_id");

        // When
        CompletableFuture<Answer> cancelled =
                CompletableFuture.supplyAsync(() -> door.delete(TASKS + taskId + "?reason=enough"));
        CancelTask command = log.awaitCommand(taskId, CancelTask.class, _ -> true);
        log.fact(taskId, new TaskCancelled(taskId, "default", 2L, NOON, 0, 0, command.getReason()));
        log.state(
                taskId,
                stateOf(taskId, TaskStatus.CANCELLED, 2)
                        .setCancelReason(command.getReason())
                        .build());

        // Then
        Answer answer = cancelled.join();
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.text("cancel_reason")).isEqualTo("enough");
        assertThat(door.delete(TASKS + taskId).status()).as("once more").isEqualTo(200);
        assertThat(door.put(TASKS + taskId, "{\"max_steps\": 5}").status()).isEqualTo(409);
    }

    @Test
    void changesATaskOrSaysWhyNot() {
        // Given
        String taskId = door.post("{\"task\": \"x\"}").text("task_id");

        // When
        CompletableFuture<Answer> changed =
                CompletableFuture.supplyAsync(() -> door.put(TASKS + taskId, "{\"max_steps\": 77}"));
        UpdateTask command = log.awaitCommand(taskId, UpdateTask.class, _ -> true);
        TaskSpec spec = TaskSpec.newBuilder()
                .setTask("x")
                .setMaxSteps(command.getMaxSteps())
                .build();
        log.fact(taskId, new TaskUpdated(taskId, "default", 2L, NOON, spec));
        log.state(taskId, stateOf(taskId, TaskStatus.QUEUED, 2).setSpec(spec).build());

        // Then
        Answer answer = changed.join();
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("max_steps").asInt()).isEqualTo(77);

        // When
        CompletableFuture<Answer> refused =
                CompletableFuture.supplyAsync(() -> door.put(TASKS + taskId, "{\"task\": \"other\"}"));
        log.awaitCommand(taskId, UpdateTask.class, update -> "other".equals(update.getTask()));
        log.fact(taskId, new TaskRejected(taskId, "default", 2L, NOON, "UpdateTask", "task", "has started"));

        // Then
        assertThat(refused.join().status()).as(refused.join().response().body()).isEqualTo(409);
        assertThat(door.put(TASKS + taskId, "{\"timeout\": 0}").status()).isEqualTo(422);
        assertThat(door.put(TASKS + taskId, "{}").status()).isEqualTo(400);
        assertThat(door.put(TASKS + "task_none", "{\"timeout\": 9}").status()).isEqualTo(404);
        assertThat(door.delete(TASKS + "task_none").status()).isEqualTo(404);
    }

    @Test
    void says202WhereNobodyTellsTheOutcome() {
        // Given
        String taskId = door.post("{\"task\": \"x\"}").text("task_id");

        // When
        Answer answer = door.delete(TASKS + taskId);

        // Then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("queued");
    }

    @Test
    void listsNewestFirstPageByPage() {
        // Given
        for (int i = 1; i <= 5; i++) {
            String taskId = "task_list" + i;
            log.state(
                    taskId,
                    stateOf(taskId, i == 3 ? TaskStatus.FAILED : TaskStatus.COMPLETED, 1)
                            .setRequestedAt(NOON.plusSeconds(i))
                            .build());
        }
        awaitStatus("task_list5", "completed");
        String query = "/api/v1/tasks?text=TASK_LIST&limit=2";

        // When
        Answer first = door.get(query);
        Answer second = door.get(query + "&cursor=" + first.text("next_cursor"));
        Answer third = door.get(query + "&cursor=" + second.text("next_cursor"));

        // Then
        assertThat(Stream.of(first, second, third).flatMap(page -> ids(page).stream()))
                .containsExactly("task_list5", "task_list4", "task_list3", "task_list2", "task_list1");
        assertThat(third.json().get("next_cursor").isNull()).isTrue();
        assertThat(ids(door.get("/api/v1/tasks?text=task_list&status=failed"))).containsExactly("task_list3");
        assertThat(ids(door.get("/api/v1/tasks?text=task_list&created_after=2026-03-01T12:00:02Z"
                        + "&created_before=2026-03-01T12:00:05Z&mode=web")))
                .containsExactly("task_list4", "task_list3");
    }

    @Test
    void refusesParametersItDoesNotKnow() {
        for (String query :
                List.of("colour=red", "limit=0", "limit=2&limit=3", "status=lost", "cursor=x", "created_after=now")) {
            Answer answer = door.get("/api/v1/tasks?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().get("errors").get(0).get("field").asString())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void showsTheFrameOfAStepIfItIsTheOneThatWasRecorded() throws Exception {
        // Given
        String task = "task_frames";
        Path secret = Files.write(folder.resolve("secret.jpg"), new byte[] {7});
        Path kept =
                Files.write(Files.createDirectories(folder.resolve("frames")).resolve("1.jpg"), new byte[] {1, 2, 3});
        Path link = Files.createSymbolicLink(folder.resolve("frames").resolve("link.jpg"), secret);
        String sha256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
        List<FrameCaptured> frames = List.of(
                recorded(task, 1, kept.toUri(), sha256),
                recorded(task, 2, kept.toUri(), "00"),
                recorded(task, 3, secret.toUri(), sha256),
                recorded(task, 4, link.toUri(), sha256),
                recorded(task, 5, URI.create(folder.resolve("frames").toUri() + "../secret.jpg"), sha256),
                recorded(task, 6, URI.create("http://127.0.0.1:1/1.jpg"), sha256),
                recorded(task, 7, folder.resolve("frames/gone.jpg").toUri(), sha256));
        for (FrameCaptured frame : frames) {
            log.action(action(task, 1, frame.getStep(), "CLICK", NOON));
            log.frame(frame);
        }
        log.state(task, stateOf(task, TaskStatus.RUNNING, 3).build());
        await("the steps are known")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        door.get(TASKS + task + "/steps").json().path("steps").size() == frames.size());

        // When
        Answer first = door.get(TASKS + task + "/frames/1");

        // Then
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.response().headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(first.response().headers().firstValue("etag")).contains('"' + sha256 + '"');
        assertThat(first.response().body()).isEqualTo("\u0001\u0002\u0003");
        for (int step = 2; step <= frames.size() + 1; step++) {
            assertThat(door.get(TASKS + task + "/frames/" + step).status())
                    .as("frame %d", step)
                    .isEqualTo(404);
        }
        assertThat(door.get(TASKS + "task_unknown/frames/1").status()).isEqualTo(404);
        assertThat(door.get(TASKS + task + "/frames/one").status()).isEqualTo(400);
    }

    private static FrameCaptured recorded(String task, int step, URI uri, String sha256) {
        FrameCaptured frame = frame(task, step, NOON);
        frame.setUri(uri.toString());
        frame.setSha256(sha256);
        return frame;
    }

    @Test
    void showsTheStepsThatCountWithTheirFrames() {
        // Given
        String task = "task_steps";
        log.action(action(task, 1, 1, "CLICK", NOON));
        log.frame(frame(task, 1, NOON));
        log.action(action(task, 2, 2, "INPUT", NOON));
        log.action(action(task, 1, 2, "SCROLL", NOON));
        log.state(task, stateOf(task, TaskStatus.RUNNING, 3).build());

        // When
        await("the steps are known")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        door.get(TASKS + task + "/steps").json().path("steps").size() == 2);
        JsonNode steps = door.get(TASKS + task + "/steps").json().get("steps");

        // Then
        assertThat(steps.get(0).get("action").asString()).isEqualTo("CLICK");
        assertThat(steps.get(0).get("positions").get(0).get(1).asDouble()).isEqualTo(0.5);
        assertThat(steps.get(0).get("frame").get("uri").asString()).isEqualTo("file:/frames/1.jpg");
        assertThat(steps.get(1).get("action").asString())
                .as("a run that lost the task does not count")
                .isEqualTo("INPUT");
        assertThat(steps.get(1).get("frame").isNull()).isTrue();
    }

    @Test
    void estimatesOnceAWorkerIsKnown() {
        // When
        log.heartbeat(WorkerHeartbeat.newBuilder()
                .setWorkerId("w1")
                .setSlots(1_000_000)
                .setBusy(0)
                .setPolicy("test")
                .setStartedAt(Instant.now())
                .setOccurredAt(Instant.now())
                .build());

        // Then
        await("there is an estimate").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Answer answer = door.post("{\"task\": \"x\", \"timeout\": 60}");
            assertThat(Instant.parse(answer.text("estimated_completion")))
                    .isAfterOrEqualTo(Instant.parse(answer.text("created_at")));
        });
    }

    @Test
    void tellsHowItStands() {
        assertThat(door.get("/api/v1/health/live").status()).isEqualTo(200);
        await("it is ready").until(() -> door.get("/api/v1/health/ready").status() == 200);
        assertThat(door.get("/api/v1/health")
                        .json()
                        .get("dependencies")
                        .get("view")
                        .get("status")
                        .asString())
                .isEqualTo("up");
        Answer metrics = door.get("/api/v1/metrics");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.response().body())
                .contains("http_server_requests_seconds_bucket", "jvm_memory_used_bytes", "neko_api_open_tasks");
    }

    private static void awaitStatus(String taskId, String status) {
        await(taskId + " is " + status)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(door.get(TASKS + taskId).text("status")).isEqualTo(status));
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .get("tasks")
                .valueStream()
                .map(task -> task.get("task_id").asString())
                .toList();
    }
}
