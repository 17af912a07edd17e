package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.WorkerConfiguration;
import io.nekoagents.desktop.Desktop;
import io.nekoagents.desktop.DesktopSettings;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.Service;
import io.nekoagents.local.stack.StackSettings;
import io.nekoagents.schema.connect.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A session over REST, Kafka and two workers with a room of their own each, in real Chromiums. What a page shows is asked of
 * Chromium itself. The room is killed last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SessionRoomsIT {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRoomsIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static StackSettings settings;
    private static LocalStack stack;
    private static Desktop second;
    private static boolean killed;
    private static ConfigurableApplicationContext worker;
    private static RestTasks tasks;

    @BeforeAll
    static void start() {
        int firstRoom = FreePort.next();
        settings = new StackSettings(
                folder,
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), firstRoom),
                Map.of(
                        "neko.agent.room.rooms", "first=http://127.0.0.1:" + firstRoom + "/",
                        "neko.agent.room.credentials.staff.username", "ada",
                        "neko.agent.room.credentials.staff.password", "admin",
                        "neko.agent.room.check-every", "500ms",
                        "neko.streams.sessions.lost-after", "5s"));
        stack = LocalStack.start(settings, _ -> {});
        second = Desktop.start(DesktopSettings.of(folder.resolve("second"), FreePort.next()));
        worker = secondWorker();
        tasks = new RestTasks(settings.api(), AdminKey.of(folder).text());
    }

    private static ConfigurableApplicationContext secondWorker() {
        KafkaConnection connection = KafkaConnection.of(
                "127.0.0.1:" + settings.ports().kafka(),
                URI.create("http://127.0.0.1:" + settings.ports().registry() + "/apis/ccompat/v7"));
        return Service.start(
                WorkerConfiguration.class,
                false,
                Map.of(
                        "neko.kafka.bootstrap-servers",
                        connection.bootstrapServers(),
                        "neko.kafka.registry-url",
                        connection.registryUrl().toString(),
                        "neko.kafka.provision",
                        "false",
                        "neko.agent.room.rooms",
                        "second=" + second.baseUri(),
                        "neko.agent.room.credentials.staff.username",
                        "ada",
                        "neko.agent.room.credentials.staff.password",
                        "admin",
                        "neko.agent.room.check-every",
                        "500ms",
                        "neko.agent.frames.store",
                        folder.resolve("frames").toUri().toString()),
                connection.registry(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @AfterAll
    static void stop() {
        worker.close();
        killSecondRoom();
        stack.close();
    }

    private static void killSecondRoom() {
        if (!killed) {
            killed = true;
            second.close();
        }
    }

    @Test
    @Order(1)
    void tasksOfASessionShareItsBrowserWhileOthersRunElsewhere() throws Exception {
        // Given
        String session = open("search.html");

        // When
        String finds = tasks.submit(inSession(session, "type \"kettle\" into \"Search\" and press Enter"));
        String reads = tasks.submit(inSession(session, "read \"results\""));
        String other = tasks.submit(
                RestTasks.request("press Escape", "web", settings.demoSite().resolve("keys.html")));
        awaitEnd(finds, reads, other);

        // Then
        assertThat(completed(reads).path("answer").asText())
                .as("what the first task left on the page")
                .isEqualTo("3 results for kettle");
        assertThat(pageState(second)).isEqualTo("results:kettle:3");
        assertThat(Instant.parse(completed(finds).path("finished_at").asText()))
                .as("one after the other")
                .isBeforeOrEqualTo(
                        Instant.parse(completed(reads).path("started_at").asText()));
        assertThat(completed(finds).path("room").asText())
                .isEqualTo(second.baseUri().toString());
        assertThat(completed(reads).path("room").asText())
                .isEqualTo(second.baseUri().toString());
        assertThat(completed(other).path("room").asText())
                .isEqualTo(settings.room().toString());
        assertThat(new DevTools(stack::devTools)
                        .evaluate("document.body.dataset.state")
                        .asText())
                .isEqualTo("key:Escape");
        close(session);
    }

    @Test
    @Order(2)
    void whicheverWorkerTakesATaskItRunsInTheRoomThatIsAskedFor() throws Exception {
        String session = open("keys.html");
        Set<String> workers = new HashSet<>();
        for (String key : List.of("Home", "End", "Left", "Right", "Up", "Down")) {
            String id = tasks.submit(inSession(session, "press " + key));
            awaitEnd(id);
            assertThat(completed(id).path("room").asText())
                    .isEqualTo(second.baseUri().toString());
            workers.add(completed(id).path("worker_id").asText());
        }
        assertThat(pageState(second)).as("pressed by %s", workers).isEqualTo("key:ArrowDown");
        close(session);

        String named = tasks.submit(inSession("second", "press Escape"));
        awaitEnd(named);
        assertThat(completed(named).path("room").asText())
                .isEqualTo(second.baseUri().toString());
        LOG.atInfo().addKeyValue("workers", workers).log("Who worked in the session's room");
    }

    @Test
    @Order(3)
    void aRoomThatIsKilledIsNoticedAndItsTasksAreTold() throws Exception {
        // Given
        String session = open("index.html");

        // When
        killSecondRoom();

        // Then
        await("the room is known to be lost")
                .atMost(Duration.ofSeconds(30))
                .until(() -> tasks.session(session)
                        .path("health")
                        .path("status")
                        .asText()
                        .equals("lost"));
        assertThat(tasks.session(session).path("health").path("reason").asText())
                .isNotBlank();
        String waits = tasks.submit(inSession(session, "press Escape"));
        awaitEnd(waits);
        assertThat(tasks.task(waits).path("failure").path("code").asText()).isEqualTo("session_lost");
        assertThat(tasks.session(session).path("ending").asText()).isEqualTo("lost");
    }

    private static String open(String page) throws Exception {
        String session = tasks.open(RestTasks.JSON
                .createObjectNode()
                .put("room", "second")
                .put("credentials", "staff")
                .put("start_url", second.demoUri().resolve(page).toString()));
        awaitStatus(session, "open");
        return session;
    }

    private static void close(String session) throws Exception {
        tasks.close(session);
        awaitStatus(session, "closed");
    }

    private static void awaitStatus(String session, String status) {
        await("session " + session + " is " + status + "; log in " + folder)
                .atMost(PATIENCE)
                .until(
                        () -> tasks.session(session),
                        known -> known.path("status").asText().equals(status));
    }

    private static void awaitEnd(String... ids) {
        for (String id : ids) {
            await("task " + id + " has ended; log in " + folder)
                    .atMost(PATIENCE)
                    .until(() -> tasks.ended(id));
        }
    }

    private static JsonNode completed(String id) throws Exception {
        JsonNode task = tasks.task(id);
        assertThat(task.path("status").asText())
                .as("%s with steps %s", task, tasks.steps(id))
                .isEqualTo("completed");
        return task;
    }

    private static ObjectNode inSession(String session, String words) {
        ObjectNode request = RestTasks.JSON
                .createObjectNode()
                .put("task", words)
                .put("mode", "web")
                .put("max_steps", 30);
        request.putObject("options").put("session_id", session);
        return request;
    }

    private static String pageState(Desktop room) {
        return new DevTools(room::devToolsUri)
                .evaluate("document.body.dataset.state")
                .asText();
    }
}
