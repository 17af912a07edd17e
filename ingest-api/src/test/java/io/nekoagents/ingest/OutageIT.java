package io.nekoagents.ingest;

import static io.nekoagents.ingest.TestLog.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the front door while parts of the system are gone, and after they came back. */
@Timeout(180)
final class OutageIT {

    private static final String TASKS = "/api/v1/tasks/";

    @TempDir
    private Path folder;

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private EmbeddedBroker broker;
    private FrontDoor door;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        door = open();
    }

    @AfterEach
    void stop() {
        door.close();
        broker.close();
    }

    @Test
    void says503WhileTheBrokerIsGoneAndServesAgainAfterwards() {
        // Given
        String taskId = door.post("{\"task\": \"before\"}").text("task_id");
        assertThat(door.get(TASKS + taskId).status()).isEqualTo(200);

        // When
        broker.stop();
        long begun = System.nanoTime();
        Answer refused = door.post("{\"task\": \"meanwhile\"}", "Idempotency-Key", "k");

        // Then
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
        assertThat(door.get(TASKS + taskId).status()).as("reads go on").isEqualTo(200);
        Answer health = door.get("/api/v1/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().get("dependencies").get("broker").get("status").asString())
                .isEqualTo("down");
        assertThat(door.get("/api/v1/health/live").status()).isEqualTo(200);

        // And
        broker.restart();
        await("it serves again")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(door.post("{\"task\": \"meanwhile\"}", "Idempotency-Key", "k")
                                .status())
                        .isIn(200, 202));
        await("it is ready again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> door.get("/api/v1/health").status() == 200);
    }

    @Test
    void goesOnAfterARestartAndMakesABrokenViewAnew() throws IOException {
        // Given
        String first = door.post("{\"task\": \"first\"}").text("task_id");
        try (TestLog log = new TestLog(broker, registry)) {
            log.state(
                    "task_state", stateOf("task_state", TaskStatus.COMPLETED, 4).build());
        }
        awaitKnown("task_state");

        // When
        door.close();
        door = open();

        // Then
        assertThat(door.get(TASKS + first).text("status")).isEqualTo("queued");
        assertThat(door.get(TASKS + "task_state").text("status")).isEqualTo("completed");
        String second = door.post("{\"task\": \"second\"}").text("task_id");

        // When
        door.close();
        Files.writeString(folder.resolve("view/data/CURRENT"), "garbage");
        door = open();

        // Then
        awaitKnown("task_state");
        assertThat(door.get(TASKS + first).status()).isEqualTo(200);
        assertThat(door.get(TASKS + second).status()).isEqualTo(200);
    }

    @Test
    void makesTheViewAnewForAnotherLog() {
        // Given
        String old = door.post("{\"task\": \"old\"}").text("task_id");
        assertThat(door.get(TASKS + old).status()).isEqualTo(200);
        door.close();
        broker.close();

        // When
        broker = EmbeddedBroker.start(folder.resolve("another"));
        door = open();

        // Then
        assertThat(door.get(TASKS + old).status()).isEqualTo(404);
        assertThat(door.post("{\"task\": \"new\"}").status()).isEqualTo(202);
    }

    private void awaitKnown(String taskId) {
        await(taskId + " is known")
                .atMost(Duration.ofSeconds(20))
                .until(() -> door.get(TASKS + taskId).status() == 200);
    }

    private FrontDoor open() {
        return FrontDoor.open(broker, registry, folder.resolve("view"));
    }
}
