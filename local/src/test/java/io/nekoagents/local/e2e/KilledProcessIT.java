package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.WorkerApplication;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.desktop.Desktop;
import io.nekoagents.desktop.DesktopSettings;
import io.nekoagents.ingest.IngestApplication;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Services as processes that are killed in the middle of their work, over a real broker, registry and room. */
@Timeout(180)
final class KilledProcessIT {

    private static final List<String> PRESSES = Stream.of(
                    "Home", "End", "Left", "Right", "Up", "Down", "Escape", "Delete", "Space")
            .map("press "::concat)
            .toList();

    private static final String ADMIN_KEY = "an admin key of more than thirty-two characters".replace(' ', '-');

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryProcess registryProcess;
    private static KafkaConnection connection;
    private static SchemaRegistry registry;
    private static Desktop desktop;
    private static ConfigurableApplicationContext lifecycle;
    private static ConfigurableApplicationContext api;
    private static RestTasks tasks;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        registryProcess = RegistryProcess.start(folder.resolve("registry"), FreePort.next());
        connection = KafkaConnection.of(broker.bootstrapServers(), registryProcess.baseUri());
        registry = connection.registry();
        connection.provision(registry);
        desktop = Desktop.start(DesktopSettings.of(folder.resolve("room"), 0));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        int port = FreePort.next();
        lifecycle = Service.start(LifecycleConfiguration.class, false, settings("lifecycle", 0), registry, meters);
        api = Service.start(IngestConfiguration.class, true, settings("api", port), registry, meters);
        tasks = new RestTasks(URI.create("http://127.0.0.1:" + port), ADMIN_KEY);
    }

    @AfterAll
    static void stop() {
        api.close();
        lifecycle.close();
        desktop.close();
        registryProcess.close();
        broker.close();
    }

    @Test
    void aKilledWorkersTaskGoesOnAtTheNextStepInTheSameRoom() throws Exception {
        try (ServiceProcess one = worker("one");
                ServiceProcess other = worker("other")) {
            // Given: two workers, one of them in the middle of a task
            await("both workers")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> readAll(Topics.WORKERS).stream()
                            .map(WorkerHeartbeat::getWorkerId)
                            .toList()
                            .containsAll(List.of("one", "other")));
            String taskId = tasks.submit(RestTasks.request(
                    String.join(", ", PRESSES), "web", desktop.demoUri().resolve("keys.html")));
            awaitSteps(taskId, 3);

            // When
            boolean oneHasIt = tasks.task(taskId).path("worker_id").asText().equals("one");
            (oneHasIt ? one : other).kill();
            long killed = System.nanoTime();

            // Then
            await("the heir's first step")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> actions(taskId).stream().anyMatch(action -> action.getAttempt() == 2));
            Duration resumed = Duration.ofNanos(System.nanoTime() - killed);
            await().atMost(Duration.ofSeconds(60)).until(() -> tasks.ended(taskId));
            assertThat(resumed).as("from the kill to the next step").isLessThan(Duration.ofSeconds(10));
            assertOneHistory(taskId);
        }
    }

    @Test
    void aDrainedWorkersTaskGoesOnAtTheNextStepAndNoFaultIsCounted() throws Exception {
        try (ServiceProcess leaving = worker("leaving")) {
            String taskId = tasks.submit(RestTasks.request(
                    String.join(", ", PRESSES), "web", desktop.demoUri().resolve("keys.html")));
            awaitSteps(taskId, 2);

            leaving.terminate();

            try (ServiceProcess _ = worker("second-heir")) {
                await().atMost(Duration.ofSeconds(90)).until(() -> tasks.ended(taskId));
                assertOneHistory(taskId);
            }
        }
    }

    @Test
    void aKilledFrontDoorsClientsRetryAndEachTaskIsThereOnce() throws Exception {
        // Given: twenty clients with keys of their own, in the middle of their requests
        int port = FreePort.next();
        AtomicInteger answered = new AtomicInteger();
        List<String> keys = new ArrayList<>();
        try (ServiceProcess doomed = ServiceProcess.start(
                        IngestApplication.class, folder.resolve("doomed-api.log"), settings("doomed-api", port));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            RestTasks first = new RestTasks(URI.create("http://127.0.0.1:" + port), ADMIN_KEY);
            await("the front door that is to be killed")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> first.post(never("warm-up"), "Idempotency-Key", "warm-up")
                                    .statusCode()
                            == 202);
            for (int i = 0; i < 20; i++) {
                String key = "killed-" + i;
                keys.add(key);
                clients.execute(() -> {
                    try {
                        first.post(never(key), "Idempotency-Key", key);
                        answered.incrementAndGet();
                    } catch (IOException _) {
                        // Killed before it answered: nobody knows whether the task is there.
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }

            // When
            await().pollInterval(Duration.ofMillis(1)).until(() -> answered.get() > 0);
            doomed.kill();
        }

        // Then: at another front door every key is answered, and is one task
        for (String key : keys) {
            assertThat(tasks.post(never(key), "Idempotency-Key", key).statusCode())
                    .as("%s: 202 if it is new here, 200 if the killed one had written it", key)
                    .isIn(200, 202);
        }
        await("a fact for each key").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<String> words = facts().stream()
                    .filter(TaskSubmitted.class::isInstance)
                    .map(fact -> ((TaskSubmitted) fact).getSpec().getTask())
                    .filter(each -> each.startsWith("never killed-"))
                    .toList();
            assertThat(words).hasSize(keys.size()).doesNotHaveDuplicates();
        });
    }

    @Test
    void aLiveStreamGoesOnAtAnotherFrontDoorAfterAKill() throws Exception {
        int port = FreePort.next();
        List<RestTasks.Event> seen = new ArrayList<>();
        String taskId = tasks.submit(RestTasks.request(
                String.join(", ", PRESSES), "web", desktop.demoUri().resolve("keys.html")));
        try (ServiceProcess doomed = ServiceProcess.start(
                        IngestApplication.class, folder.resolve("followed-api.log"), settings("followed-api", port));
                ServiceProcess _ = worker("steady")) {
            // Given: a client that follows a task at the front door that is to be killed
            RestTasks followed = new RestTasks(URI.create("http://127.0.0.1:" + port), ADMIN_KEY);
            await("the front door that is to be killed")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> !followed.task(taskId).isMissingNode());

            // When
            followed.follow(taskId, "", event -> {
                seen.add(event);
                return seen.stream()
                                .filter(each -> each.name().equals("action_taken"))
                                .count()
                        < 2;
            });
            doomed.kill();
            tasks.follow(taskId, seen.getLast().id(), seen::add);
        }

        // Then
        List<RestTasks.Event> whole = new ArrayList<>();
        tasks.follow(taskId, "", whole::add);
        assertThat(seen)
                .as("as one that was never cut off sees it")
                .containsExactlyElementsOf(whole)
                .last()
                .extracting(RestTasks.Event::name)
                .isEqualTo("task_completed");
    }

    /** A worker that takes it fails it at once, for it cannot be understood. */
    private static ObjectNode never(String key) {
        return RestTasks.JSON.createObjectNode().put("task", "never " + key);
    }

    private static void assertOneHistory(String taskId) throws Exception {
        JsonNode task = tasks.task(taskId);
        assertThat(task.path("status").asText()).as(task.toString()).isEqualTo("completed");
        List<ActionTaken> actions = actions(taskId);
        assertThat(actions)
                .extracting(ActionTaken::getStep)
                .as("every step recorded once, in order, by whichever run: %s", actions)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(PRESSES.size() + 1);
        assertThat(facts().stream()
                        .filter(fact -> fact instanceof TaskCompleted completed
                                && completed.getTaskId().equals(taskId)))
                .as("terminal facts")
                .hasSize(1);
    }

    private static void awaitSteps(String taskId, int steps) {
        await(steps + " steps")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(actions(taskId))
                        .as("steps of %s", tasks.task(taskId))
                        .hasSizeGreaterThanOrEqualTo(steps));
    }

    private static ServiceProcess worker(String name) throws Exception {
        Map<String, String> settings = settings(name, 0);
        settings.put("neko.agent.id", name);
        return ServiceProcess.start(WorkerApplication.class, folder.resolve(name + ".log"), settings);
    }

    private static Map<String, String> settings(String name, int port) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "neko.kafka.bootstrap-servers", connection.bootstrapServers(),
                "neko.kafka.registry-url", connection.registryUrl().toString(),
                "neko.kafka.provision", "false",
                "neko.api.port", Integer.toString(port),
                "neko.agent.endpoint.port", "0",
                "neko.api.view-folder", folder.resolve("view-" + name).toString(),
                "neko.streams.state-dir", folder.resolve("streams").toString(),
                "neko.agent.room.rooms", desktop.baseUri().toString(),
                "neko.agent.frames.store", folder.resolve("frames").toUri().toString()));
        settings.put("neko.api.access.admin-key", ADMIN_KEY);
        return settings;
    }

    private static List<ActionTaken> actions(String taskId) {
        return readAll(Topics.ACTIONS).stream()
                .filter(action -> action.getTaskId().equals(taskId))
                .toList();
    }

    private static List<SpecificRecord> facts() {
        return readAll(Topics.TASK_EVENTS);
    }

    private static <V extends SpecificRecord> List<V> readAll(Topic<V> topic) {
        Map<String, Object> config = new HashMap<>(connection.client("test"));
        config.put("isolation.level", "read_committed");
        List<V> values = new ArrayList<>();
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config, new StringDeserializer(), AvroSerde.of(topic, registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
            }
        }
        return values;
    }
}
