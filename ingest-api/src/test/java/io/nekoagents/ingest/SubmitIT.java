package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submissions over HTTP to two API processes of one real broker. */
@Timeout(120)
final class SubmitIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor one;
    private static FrontDoor two;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        one = FrontDoor.open(broker, REGISTRY, folder.resolve("one"));
        two = FrontDoor.open(broker, REGISTRY, folder.resolve("two"));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        broker.close();
    }

    @Test
    void answersForATaskInAnotherProcessAsSoonAsItWasTaken() {
        // When
        Answer taken = one.post("""
                {"task": "find it", "mode": "phone", "max_steps": 7, "timeout": 60, "options": {"enable_tts": true}}""");

        // Then
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        assertThat(taken.header("Location")).isEqualTo("/api/v1/tasks/" + taken.text("task_id"));
        assertThat(taken.json().get("estimated_completion").isNull()).isTrue();
        Answer read = two.get(taken.header("Location"));
        assertThat(read.status()).as(read.response().body()).isEqualTo(200);
        assertThat(read.text("status")).isEqualTo("queued");
        assertThat(read.text("mode")).isEqualTo("phone");
        assertThat(read.json().get("timeout").asInt()).isEqualTo(60);
        assertThat(read.json().get("options").get("enable_tts").asBoolean()).isTrue();
        assertThat(read.text("created_at")).isEqualTo(taken.text("created_at")).endsWith("Z");
    }

    @Test
    void makesOneTaskOfManySubmissionsWithOneKeyToTwoProcesses() throws Exception {
        // Given
        Callable<Answer> first = () -> one.post("{\"task\": \"once\"}", "Idempotency-Key", "key-1");
        Callable<Answer> second = () -> two.post("{\"task\": \"once\"}", "Idempotency-Key", "key-1");

        // When
        List<Answer> answers;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = clients.invokeAll(List.of(first, second, first, second, first, second)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        // Then
        assertThat(answers).allSatisfy(each -> assertThat(each.status()).isIn(200, 202));
        assertThat(answers.stream().map(each -> each.text("task_id") + each.text("created_at")))
                .as("each process finds the same first submission in the log")
                .containsOnly(
                        answers.getFirst().text("task_id") + answers.getFirst().text("created_at"));
        Answer other = two.post("{\"task\": \"another\"}", "Idempotency-Key", "key-1");
        assertThat(other.status()).as(other.response().body()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"task\": \"x\", \"colour\": 1} | 400 | colour",
                "{\"task\": \"x\", \"options\": {\"size\": 1}} | 400 | options.size",
                "{\"task\": 5} | 400 | task",
                "{\"task\": \"x\", \"max_steps\": \"5\"} | 400 | max_steps",
                "{\"task\": \"x\", \"max_steps\": 5.5} | 400 | max_steps",
                "{\"task\": \"x\", \"options\": {\"enable_tts\": \"yes\"}} | 400 | options.enable_tts",
                "{\"task\": | 400 | ``",
                "{\"task\": \"x\"} {} | 400 | ``",
                "[] | 400 | ``",
                "null | 400 | ``",
                "{\"task\": \" \", \"mode\": \"tv\", \"timeout\": 0} | 422 | task,mode,timeout",
            })
    void saysWhatIsWrongWithATask(String body, int status, String fields) {
        // When
        Answer answer = one.post(body);

        // Then
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        List<String> named = answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
        assertThat(String.join(",", named)).as(answer.response().body()).isEqualTo(fields);
    }

    @Test
    void refusesLongBodiesOtherTypesAndKeysThatAreNoKeys() {
        assertThat(one.post("{\"task\": \"" + "x".repeat(70_000) + "\"}").status())
                .isEqualTo(413);
        assertThat(one.send(one.request("/api/v1/tasks")
                                .header("Content-Type", "text/plain")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(one.post("{\"task\": \"x\"}", "Idempotency-Key", "a b").status())
                .isEqualTo(400);
        assertThat(one.get("/api/v1/tasks/task_nobody").status()).isEqualTo(404);
        assertThat(one.get("/api/v2").header("Content-Type")).isEqualTo("application/problem+json");
    }
}
