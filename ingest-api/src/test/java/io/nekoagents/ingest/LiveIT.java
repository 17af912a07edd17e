package io.nekoagents.ingest;

import static io.nekoagents.ingest.TestLog.NOON;
import static io.nekoagents.ingest.TestLog.action;
import static io.nekoagents.ingest.TestLog.frame;
import static io.nekoagents.ingest.TestLog.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live stream, as a client on the other side of a socket sees it. */
@Timeout(120)
final class LiveIT {

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
                broker, REGISTRY, folder.resolve("view"), "--neko.api.heartbeat=200ms", "--neko.api.max-streams=2");
        log = new TestLog(broker, REGISTRY);
    }

    @AfterAll
    static void stop() {
        log.close();
        door.close();
        broker.close();
    }

    @Test
    void tellsEverythingInOrderUntilTheEndAndGoesOnWhereAClientLeft() throws Exception {
        // Given
        String task = "task_live";
        log.state(task, stateOf(task, TaskStatus.RUNNING, 2).build());
        log.fact(task, new TaskStarted(task, "default", 2L, NOON, 1, "run_1", "w1", ""));
        await("the task is known").until(() -> door.get("/api/v1/tasks/" + task).status() == 200);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Thread client = Thread.ofVirtual().start(() -> lines(task).forEach(seen::add));

        // When: things happen while the client listens
        await("the start is told").until(() -> events(seen).contains("task_started"));
        await("silence is filled").until(() -> seen.contains(": alive"));
        log.frame(frame(task, 1, NOON.plusSeconds(1)));
        log.action(action(task, 1, 1, "CLICK", NOON.plusSeconds(2)));
        log.fact(task, new TaskCompleted(task, "default", 3L, NOON.plusSeconds(3), 1, "run_1", 1, "42"));

        // Then
        client.join();
        assertThat(events(seen)).containsExactly("task_started", "frame_captured", "action_taken", "task_completed");
        assertThat(seen).anyMatch(line -> line.startsWith("data: {") && line.contains("\"answer\":\"42\""));

        // And: a client that left after the frame gets the rest, one that saw the end nothing
        List<String> ids = seen.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .toList();
        List<String> rest = lines(task, "Last-Event-ID", ids.get(1)).toList();
        assertThat(events(rest)).containsExactly("action_taken", "task_completed");
        assertThat(stream(task, "Last-Event-ID", ids.getLast()).statusCode()).isEqualTo(204);
        assertThat(stream(task, "Last-Event-ID", "nonsense").statusCode()).isEqualTo(400);
        assertThat(stream("task_nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void freesThePlacesOfClientsThatLeft() throws Exception {
        // Given
        String task = door.post("{\"task\": \"x\"}").text("task_id");
        HttpResponse<Stream<String>> one = stream(task);
        HttpResponse<Stream<String>> two = stream(task);
        assertThat(List.of(one.statusCode(), two.statusCode())).containsOnly(200);
        assertThat(stream(task).statusCode()).as("a third of two").isEqualTo(503);

        // When
        one.body().close();
        two.body().close();

        // Then
        await("a place is free").until(() -> {
            HttpResponse<Stream<String>> later = stream(task);
            later.body().close();
            return later.statusCode() == 200;
        });
    }

    private static HttpResponse<Stream<String>> stream(String task, String... headers)
            throws IOException, InterruptedException {
        var request = door.request("/api/v1/tasks/" + task + "/events");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return door.http().send(request.build(), BodyHandlers.ofLines());
    }

    private static Stream<String> lines(String task, String... headers) {
        try {
            return stream(task, headers).body();
        } catch (IOException e) {
            throw new IllegalStateException("No stream of " + task, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static List<String> events(Iterable<String> lines) {
        return Stream.of(lines)
                .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }
}
