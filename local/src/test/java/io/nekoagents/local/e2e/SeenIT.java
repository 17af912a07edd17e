package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nekoagents.agent.WorkerApplication;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.capture.CaptureApplication;
import io.nekoagents.desktop.Desktop;
import io.nekoagents.desktop.DesktopSettings;
import io.nekoagents.ingest.IngestApplication;
import io.nekoagents.local.e2e.OtlpReceiver.Seen;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.streams.StreamsApplication;
import io.nekoagents.tts.TtsApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every service as it is deployed, a process of its own: what of it is seen from outside. */
@Timeout(300)
final class SeenIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ADMIN_KEY = "the-admin-key-that-is-in-no-line-of-any-log";
    private static final Path OPERATING = Path.of("../docs/operating.md");

    /** What the project was asked to call so, against the conventions. */
    private static final Set<String> DICTATED = Set.of("neko_active_agents_total", "neko_gpu_utilization_percent");

    private static final List<String> FIELDS =
            List.of("timestamp", "level", "agent_id", "task_id", "event", "duration", "actions_executed", "success");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryProcess registryProcess;
    private static KafkaConnection connection;
    private static Desktop desktop;
    private static OtlpReceiver receiver;
    private static final Map<String, ServiceProcess> SERVICES = new LinkedHashMap<>();
    private static final Map<String, URI> METRICS = new LinkedHashMap<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RestTasks tasks;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        registryProcess = RegistryProcess.start(folder.resolve("registry"), FreePort.next());
        connection = KafkaConnection.of(broker.bootstrapServers(), registryProcess.baseUri());
        connection.provision(connection.registry());
        desktop = Desktop.start(DesktopSettings.of(folder.resolve("room"), 0));
        receiver = OtlpReceiver.start();
        int streams = FreePort.next();
        int api = FreePort.next();
        int worker = FreePort.next();
        start("streams", StreamsApplication.class, Map.of("neko.streams.endpoint.port", Integer.toString(streams)));
        start("api", IngestApplication.class, Map.of("neko.api.port", Integer.toString(api)));
        start("worker", WorkerApplication.class, Map.of("neko.agent.endpoint.port", Integer.toString(worker)));
        int capture = FreePort.next();
        start(
                "capture",
                CaptureApplication.class,
                Map.of(
                        "neko.capture.endpoint.port",
                        Integer.toString(capture),
                        "neko.capture.out",
                        folder.resolve("datasets").toString(),
                        "neko.capture.sink.work",
                        folder.resolve("capture").toString()));
        int voice = FreePort.next();
        start(
                "voice",
                TtsApplication.class,
                Map.of(
                        "neko.tts.endpoint.port",
                        Integer.toString(voice),
                        "neko.tts.rooms.may-enter",
                        desktop.baseUri().toString(),
                        "neko.tts.speech.files",
                        folder.resolve("speech").toString(),
                        "neko.tts.voices.cache-folder",
                        folder.resolve("recordings").toString()));
        METRICS.put("voice", URI.create("http://127.0.0.1:" + voice + "/metrics"));
        METRICS.put("capture", URI.create("http://127.0.0.1:" + capture + "/metrics"));
        METRICS.put("streams", URI.create("http://127.0.0.1:" + streams + "/metrics"));
        METRICS.put("api", URI.create("http://127.0.0.1:" + api + "/api/v1/metrics"));
        METRICS.put("worker", URI.create("http://127.0.0.1:" + worker + "/metrics"));
        tasks = new RestTasks(URI.create("http://127.0.0.1:" + api), ADMIN_KEY);
        for (URI probe : List.of(
                at("streams").resolve("/health/ready"),
                at("worker").resolve("/health/ready"),
                at("capture").resolve("/health/ready"),
                at("voice").resolve("/health/ready"),
                at("api").resolve("/api/v1/health/ready"))) {
            await(probe + "; logs in " + folder)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get(probe).statusCode() == 200);
        }
    }

    private static void start(String name, Class<?> main, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "neko.kafka.bootstrap-servers", connection.bootstrapServers(),
                "neko.kafka.registry-url", connection.registryUrl().toString(),
                "neko.kafka.provision", "false",
                "neko.api.view-folder", folder.resolve("view").toString(),
                "neko.streams.state-dir", folder.resolve("state").toString(),
                "neko.agent.id", "worker-1",
                "neko.agent.room.rooms", desktop.baseUri().toString(),
                "neko.agent.frames.store", folder.resolve("frames").toUri().toString(),
                "neko.api.access.admin-key", ADMIN_KEY,
                "neko.trace.endpoint", receiver.address().toString()));
        settings.putAll(more);
        SERVICES.put(name, ServiceProcess.start(main, log(name), settings));
    }

    private static URI at(String service) {
        return Objects.requireNonNull(METRICS.get(service));
    }

    private static Path log(String name) {
        return folder.resolve(name + ".log");
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(ServiceProcess::close);
        receiver.close();
        desktop.close();
        registryProcess.close();
        broker.close();
        HTTP.close();
    }

    @Test
    void oneTraceGoesFromTheRequestThroughKafkaToEachStep() throws Exception {
        // When
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> response =
                tasks.post(press("Escape"), "traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
        String taskId = RestTasks.JSON.readTree(response.body()).path("task_id").asText();
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));

        // Then: every part of the way is in the client's trace
        await("spans, of which there are " + receiver.spans())
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receiver.spans(traceId))
                        .extracting(Seen::toString)
                        .contains(
                                "ingest-api POST /api/v1/tasks",
                                "ingest-api write SubmitTask",
                                "streams TaskSubmitted",
                                "streams TaskStarted",
                                "agent-worker run",
                                "agent-worker decide",
                                "agent-worker act",
                                "streams TaskCompleted")
                        .filteredOn("agent-worker step"::equals)
                        .hasSizeGreaterThanOrEqualTo(2));
        // and of nothing that names the task in another
        assertThat(receiver.spans())
                .filteredOn(seen -> seen.attribute("neko.task.id").equals(taskId))
                .extracting(Seen::traceId)
                .containsOnly(traceId);
        // and each has a parent that is known, up to the client's own
        Map<String, Seen> byId =
                receiver.spans(traceId).stream().collect(Collectors.toMap(Seen::id, each -> each, (one, _) -> one));
        assertThat(byId.values())
                .allSatisfy(seen -> assertThat(seen.parent())
                        .as("parent of %s", seen)
                        .satisfiesAnyOf(
                                parent -> assertThat(byId).containsKey(parent),
                                parent -> assertThat(parent).isEqualTo("b7ad6b7169203331")));
        // and the run is told of once, in a line of that trace
        assertThat(lines("worker"))
                .filteredOn(line -> line.path("event").asText().equals("run_ended")
                        && line.path("task_id").asText().equals(taskId))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("agent_id").asText()).isEqualTo("worker-1");
                    assertThat(line.path("duration").asDouble()).isPositive();
                    assertThat(line.path("actions_executed").asInt()).isEqualTo(2);
                    assertThat(line.path("success").asBoolean()).isTrue();
                    assertThat(line.path("trace_id").asText()).isEqualTo(traceId);
                });
    }

    @Test
    void noTextInARequestOrRecordForgesALineAndNoneIsInTheLog() throws Exception {
        // Given
        String forged = "{\"level\":\"ERROR\",\"message\":\"forged\"}";
        String text = "juggle\n" + forged + "\n";

        // When: over REST, and in headers
        HttpResponse<String> response = tasks.post(
                RestTasks.request(text, "web", desktop.demoUri().resolve("keys.html")),
                "Idempotency-Key",
                "k" + forged,
                "traceparent",
                forged,
                "User-Agent",
                forged);
        assertThat(response.statusCode()).as(response.body()).isIn(202, 400, 422);
        // and straight into Kafka: under a key, in a header and in a value that is no record
        try (var producer =
                new KafkaProducer<>(connection.client("forger"), new StringSerializer(), new StringSerializer())) {
            var entry = new ProducerRecord<>(
                    Topics.TASK_COMMANDS.name(), "task\u001b[31m\n" + forged, "\u001b[2J\r\n" + forged);
            entry.headers().add("traceparent", ("00-\n" + forged).getBytes(StandardCharsets.UTF_8));
            producer.send(entry).get();
        }
        await("the record among the dead letters")
                .atMost(PATIENCE)
                .until(() -> lines("streams").stream()
                        .anyMatch(line -> line.path("message").asText().contains("dead letters")));
        assertThat(tasks.post(press("End")).statusCode()).isEqualTo(202);

        // Then
        for (String name : SERVICES.keySet()) {
            assertThat(lines(name)).isNotEmpty().allSatisfy(line -> {
                assertThat(line.path("message").asText()).isNotEqualTo("forged");
                assertThat(List.copyOf(names(line))).containsAll(FIELDS);
            });
            assertThat(Files.readString(log(name))).doesNotContain("\u001b", "juggle", ADMIN_KEY);
        }
    }

    @Test
    void whatIsScrapedIsSoundHasTheNamesPromisedAndIsDocumented() throws Exception {
        // Given: something of everything, a caller refused at the door included
        assertThat(get(at("api").resolve("/api/v1/tasks")).statusCode()).isEqualTo(401);
        String taskId = tasks.submit(press("Home"));
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));

        // When
        Map<String, String> found = new TreeMap<>();
        for (URI service : METRICS.values()) {
            String scraped = get(service).body();
            assertThat(findings(scraped))
                    .as("what promtool says of %s", service)
                    .isEmpty();
            found.putAll(described(scraped));
        }

        // Then
        Map<String, String> documented = documented();
        Set<String> anywhere = new TreeSet<>(documented.keySet());
        anywhere.removeIf(name -> name.startsWith("neko_gpu_"));
        assertThat(new TreeSet<>(found.keySet()))
                .as("the table in docs/operating.md and what is scraped")
                .isEqualTo(anywhere);
        assertThat(found).allSatisfy((name, type) -> assertThat(documented).containsEntry(name, type));
    }

    private static ObjectNode press(String key) {
        return RestTasks.request("press " + key, "web", desktop.demoUri().resolve("keys.html"));
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** Every line is an object, or this fails. */
    private static List<JsonNode> lines(String service) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        String written = Files.readString(log(service));
        for (String line : written.substring(0, written.lastIndexOf('\n') + 1).split("\n")) {
            JsonNode read = RestTasks.JSON.readTree(line);
            assertThat(read.isObject()).as(line).isTrue();
            lines.add(read);
        }
        return lines;
    }

    private static Set<String> names(JsonNode line) {
        Set<String> names = new TreeSet<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What promtool finds wrong, without the names that were dictated. */
    private static List<String> findings(String scraped) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(scraped.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream out = promtool.getInputStream()) {
            List<String> said = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> DICTATED.stream().noneMatch(line::startsWith))
                    .toList();
            promtool.waitFor();
            return said;
        }
    }

    /** Names of our own that are scraped, with their types; the greatest values of timers belong to these. */
    private static Map<String, String> described(String scraped) {
        Map<String, String> found = new TreeMap<>();
        Matcher type = Pattern.compile("(?m)^# TYPE (neko_\\w+) (\\w+)$").matcher(scraped);
        while (type.find()) {
            if (!type.group(1).endsWith("_seconds_max")) {
                found.put(type.group(1), type.group(2));
            }
        }
        return found;
    }

    private static Map<String, String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(OPERATING)) {
            return lines.map(Pattern.compile("\\| `(neko_\\w+)` \\| (\\w+) \\|.*")::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        }
    }
}
