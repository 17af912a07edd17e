package io.nekoagents.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.WorkerConfiguration;
import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.StepContext;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.local.stack.Service;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * From a person's takeover to the last thing that the agent sends to the room, to the word that it has stopped, and from
 * the resume to its next action: front door, log, lifecycle, worker. The agent presses a key every {@link #PACE}.
 */
public final class TakeoverBench implements Bench {

    private static final int ROUNDS = 100;
    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration WATCHED = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong inputs = new AtomicLong();
    private final AtomicLong lastInput = new AtomicLong();

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws IOException, InterruptedException {
        stack.connection().provision(stack.registry());
        int port = BenchStack.freePort();
        Map<String, String> settings = stack.settings(Map.of(
                "neko.api.port", Integer.toString(port),
                "neko.api.view-folder", stack.home().resolve("view").toString(),
                "neko.api.access.required", "false",
                "neko.streams.state-dir", stack.home().resolve("streams").toString(),
                "neko.agent.run.settle", PACE.toMillis() + "ms"));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RoomPool rooms = new RoomPool(
                List.of(new RoomPool.NamedRoom("room-1", new StillRoom("http://room-1/", this::noteInput))));
        progress.step("lifecycle, REST interface and worker");
        try (ConfigurableApplicationContext _ =
                        Service.start(LifecycleConfiguration.class, false, settings, stack.registry(), meters);
                ConfigurableApplicationContext _ =
                        Service.start(IngestConfiguration.class, true, settings, stack.registry(), meters);
                ConfigurableApplicationContext _ = Service.start(
                        WorkerConfiguration.class,
                        false,
                        settings,
                        stack.registry(),
                        meters,
                        rooms,
                        new RestlessPolicy())) {
            URI tasks = URI.create("http://127.0.0.1:" + port + "/api/v1/tasks");
            String body = "{\"task\": \"press keys\", \"max_steps\": 500, \"options\": {\"save_screenshots\": false}}";
            String taskId = send(tasks, body).path("task_id").asText();
            URI task = URI.create(tasks + "/" + taskId);
            awaitInputs(1);
            progress.step(ROUNDS + " takeovers");
            return report(task);
        }
    }

    private BenchReport report(URI task) throws IOException, InterruptedException {
        Histogram lastAction = new Histogram(PATIENCE.toMillis(), 3);
        Histogram stopped = new Histogram(PATIENCE.toMillis(), 3);
        Histogram resumed = new Histogram(PATIENCE.toMillis(), 3);
        long afterwards = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long asked = System.nanoTime();
            send(URI.create(task + "/takeover"), "");
            while (!get(task).path("pause").hasNonNull("yielded_at")) {
                requireWithin(asked, "the agent did not stop");
            }
            stopped.recordValue(millisSince(asked));
            lastAction.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMillis(lastInput.get() - asked)));
            long before = inputs.get();
            TimeUnit.NANOSECONDS.sleep(WATCHED.toNanos());
            afterwards += inputs.get() - before;
            long askedToGoOn = System.nanoTime();
            send(URI.create(task + "/resume"), "");
            awaitInputs(before + 1);
            resumed.recordValue(millisSince(askedToGoOn));
        }
        return new BenchReport(
                "takeover",
                ROUNDS + " takeovers of a task that presses a key every " + PACE.toMillis() + " ms, by REST",
                List.of(
                        Figure.of("takeover to last action p50", (double) lastAction.getValueAtPercentile(50), "ms"),
                        Figure.of("takeover to last action p99", (double) lastAction.getValueAtPercentile(99), "ms"),
                        Figure.of("takeover to word of the stop p50", (double) stopped.getValueAtPercentile(50), "ms"),
                        Figure.of("takeover to word of the stop p99", (double) stopped.getValueAtPercentile(99), "ms"),
                        Figure.of("resume to next action p50", (double) resumed.getValueAtPercentile(50), "ms"),
                        Figure.of("resume to next action p99", (double) resumed.getValueAtPercentile(99), "ms"),
                        Figure.atMost("sent to the room between stop and resume", (double) afterwards, "inputs", 0),
                        Figure.of("limit: commit interval of the lifecycle", 20, "ms")));
    }

    private void noteInput() {
        lastInput.set(System.nanoTime());
        inputs.incrementAndGet();
    }

    private void awaitInputs(long count) throws InterruptedException {
        long began = System.nanoTime();
        while (inputs.get() < count) {
            requireWithin(began, "the agent did not act");
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void requireWithin(long began, String otherwise) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
            throw new BenchFailedException(otherwise + " in " + PATIENCE);
        }
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private JsonNode send(URI address, String body) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode get(URI address) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(address).build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        JsonNode answer =
                JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        if (!answer.has("task_id")) {
            throw new BenchFailedException(request.uri() + " answered " + answer);
        }
        return answer;
    }

    /** Never done. Two keys by turns: the same one over and over, with nothing changing, would be given up. */
    private static final class RestlessPolicy implements Policy {

        @Override
        public String name() {
            return "restless";
        }

        @Override
        public Decision decide(Observation seen, StepContext context) {
            Action press = new Action.Press(context.step() % 2 == 0 ? "Left" : "Right");
            return new Decision.Act(press, "measured", Optional.empty(), List.of());
        }
    }
}
