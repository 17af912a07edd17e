package io.nekoagents.local.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.WorkerConfiguration;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * From the client's POST to the worker's word that it has begun: front door, log, lifecycle, queue, worker. The policy
 * finishes at once and nothing is kept, so that slots are free; tasks come at a steady pace.
 */
public final class DispatchBench implements Bench {

    private static final int TASKS = 1_000;
    private static final int WARM_UP = 200;
    private static final int SLOTS = 8;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern TASK_ID = Pattern.compile("\"task_id\"\\s*:\\s*\"([^\"]+)\"");
    private static final String BODY = "{\"task\": \"nothing\", \"options\": {\"save_screenshots\": false}}";

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws Exception {
        stack.connection().provision(stack.registry());
        int port = BenchStack.freePort();
        Map<String, String> settings = stack.settings(Map.of(
                "neko.api.port", Integer.toString(port),
                "neko.api.view-folder", stack.home().resolve("view").toString(),
                "neko.streams.state-dir", stack.home().resolve("streams").toString(),
                "neko.agent.policy", "noop",
                "neko.agent.slots", Integer.toString(SLOTS),
                "neko.agent.run.settle", "0s",
                "neko.api.access.required", "false"));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        progress.step("lifecycle, REST interface and worker of " + SLOTS + " slots");
        try (ConfigurableApplicationContext lifecycle =
                        Service.start(LifecycleConfiguration.class, false, settings, stack.registry(), meters);
                ConfigurableApplicationContext _ =
                        Service.start(IngestConfiguration.class, true, settings, stack.registry(), meters);
                ConfigurableApplicationContext _ =
                        Service.start(WorkerConfiguration.class, false, settings, stack.registry(), meters, rooms())) {
            while (!lifecycle.getBean(LifecycleStreams.class).ready()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            progress.step("warming up with " + WARM_UP + " tasks");
            measure(stack, port, WARM_UP);
            progress.step("measuring " + TASKS + " tasks, one each " + PACE.toMillis() + " ms");
            Histogram latencies = measure(stack, port, TASKS);
            return new BenchReport(
                    "dispatch",
                    TASKS + " tasks, POST to RunStarted, " + SLOTS + " slots, one task each " + PACE.toMillis() + " ms",
                    List.of(
                            Figure.of("p50", (double) latencies.getValueAtPercentile(50), "ms"),
                            Figure.atMost("p99", (double) latencies.getValueAtPercentile(99), "ms", 150),
                            Figure.of("max", (double) latencies.getMaxValue(), "ms"),
                            Figure.of("limit: commit interval of the lifecycle", 20, "ms")));
        }
    }

    private static RoomPool rooms() {
        return new RoomPool(IntStream.rangeClosed(1, SLOTS)
                .mapToObj(room -> new RoomPool.NamedRoom("room-" + room, new StillRoom("http://room-" + room + "/")))
                .toList());
    }

    private static Histogram measure(BenchStack stack, int port, int tasks) throws IOException, InterruptedException {
        Map<String, Instant> posted = new ConcurrentHashMap<>();
        Histogram latencies = new Histogram(600_000L, 3);
        try (HttpClient http = HttpClient.newHttpClient();
                KafkaConsumer<String, SpecificRecord> runs =
                        RecordSource.consumer(stack.connection(), stack.registry(), Topics.RUN_EVENTS)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tasks"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(BODY))
                    .build();
            for (int i = 0; i < tasks; i++) {
                Instant now = Instant.now();
                Matcher id = TASK_ID.matcher(
                        http.send(request, BodyHandlers.ofString()).body());
                if (!id.find()) {
                    throw new BenchFailedException("A task was not accepted");
                }
                posted.put(id.group(1), now);
                TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            }
            RecordSource.await(
                    runs,
                    PATIENCE,
                    each -> {
                        Instant at =
                                each.value() instanceof RunStarted started ? posted.remove(started.getTaskId()) : null;
                        if (at != null) {
                            latencies.recordValue(each.timestamp() - at.toEpochMilli());
                        }
                    },
                    posted::isEmpty);
        }
        return latencies;
    }
}
