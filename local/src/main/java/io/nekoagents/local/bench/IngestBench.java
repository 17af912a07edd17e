package io.nekoagents.local.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;

/** POST /api/v1/tasks, each answered once the broker has it; beside a producer alone that waits for each record. */
public final class IngestBench implements Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final String TASK =
            "{\"task\": \"click \\\"Search\\\" and read \\\"results\\\"\", \"options\": {\"start_url\": \"http://127.0.0.1/\"}}";

    private static final int TURNS = 4;
    private static final String KEY = "a-key-of-more-than-thirty-two-characters";
    private static final Map<String, String> OPEN = Map.of(
            "neko.api.access.required", "false",
            "neko.api.limit.write-per-second", "0",
            "neko.api.limit.read-per-second", "0");
    /** Limits that count each request and refuse none. */
    private static final Map<String, String> GUARDED = Map.of(
            "neko.api.access.admin-key", KEY,
            "neko.api.limit.write-per-second", "100000",
            "neko.api.limit.write-burst", "1000000",
            "neko.api.limit.read-per-second", "100000",
            "neko.api.limit.read-burst", "1000000");

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws InterruptedException {
        stack.connection().provision(stack.registry());
        List<Figure> figures = new ArrayList<>();
        int open = BenchStack.freePort();
        int guarded = BenchStack.freePort();
        try (ConfigurableApplicationContext _ = door(stack, "open", open, OPEN);
                ConfigurableApplicationContext _ = door(stack, "guarded", guarded, GUARDED)) {
            for (int port : new int[] {open, guarded}) {
                progress.step("warming up");
                posts(port).run(16, WARM_UP);
                gets(port).run(16, WARM_UP.dividedBy(2));
            }
            for (int connections : new int[] {1, 16, 64}) {
                progress.step(connections + " connections");
                add(figures, connections, posts(open).run(connections, EACH));
            }
            progress.step("16 connections, without and with guards: a key is checked, every request is counted");
            compare(figures, "POST", posts(open), posts(guarded));
            compare(figures, "GET", gets(open), gets(guarded));
        }
        progress.step("producer alone, 16 threads, as a limit");
        figures.add(Figure.of("limit: producer alone, 16 threads", producerAlone(stack), "/s"));
        return new BenchReport("ingest", "POST of a task, acks=all, client on the same machine", figures);
    }

    private static ConfigurableApplicationContext door(
            BenchStack stack, String name, int port, Map<String, String> guards) {
        Map<String, String> settings = stack.settings(guards);
        settings.put("neko.api.port", Integer.toString(port));
        settings.put(
                "neko.api.view-folder", stack.home().resolve("view-" + name).toString());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return Service.start(IngestConfiguration.class, true, settings, stack.registry(), meters);
    }

    private static HttpLoad posts(int port) {
        return HttpLoad.posting(port, "/api/v1/tasks", KEY, TASK);
    }

    private static HttpLoad gets(int port) {
        return HttpLoad.getting(port, "/api/v1/tasks?limit=10", KEY);
    }

    /** In turns, so that whatever else the machine does weighs on both. */
    private static void compare(List<Figure> figures, String method, HttpLoad open, HttpLoad guarded)
            throws InterruptedException {
        Histogram without = new Histogram(60_000_000L, 3);
        Histogram with = new Histogram(60_000_000L, 3);
        for (int turn = 0; turn < TURNS; turn++) {
            without.add(open.run(16, EACH.dividedBy(2)).latencies());
            with.add(guarded.run(16, EACH.dividedBy(2)).latencies());
        }
        double before = without.getValueAtPercentile(99) / 1e3;
        double after = with.getValueAtPercentile(99) / 1e3;
        figures.add(Figure.of(method + " p99 without guards", before, "ms"));
        figures.add(Figure.of(method + " p99 with guards", after, "ms"));
        figures.add(Figure.atMost(method + " p99, with / without", after / before, "×", 1.3));
    }

    private static void add(List<Figure> figures, int connections, HttpLoad.Result result) {
        String with = connections + " connections: ";
        if (connections == 16) {
            figures.add(Figure.atLeast(with + "accepted", result.perSecond(), "/s", 2_000));
            figures.add(Figure.of(with + "p50", result.millis(50), "ms"));
            figures.add(Figure.atMost(with + "p99", result.millis(99), "ms", 50));
        } else {
            figures.add(Figure.of(with + "accepted", result.perSecond(), "/s"));
            figures.add(Figure.of(with + "p50", result.millis(50), "ms"));
            figures.add(Figure.of(with + "p99", result.millis(99), "ms"));
        }
        if (result.refused() > 0) {
            figures.add(Figure.of(with + "refused", (double) result.refused(), "tasks"));
        }
    }

    private static double producerAlone(BenchStack stack) throws InterruptedException {
        long until = System.nanoTime() + EACH.toNanos() / 2;
        AtomicLong written = new AtomicLong();
        try (KafkaProducer<String, SpecificRecord> producer =
                RecordSource.producer(stack.connection(), stack.registry(), Topics.TASK_COMMANDS)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                threads.add(Thread.ofVirtual().start(() -> write(producer, until, written)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return written.get() / (EACH.toNanos() / 2e9);
    }

    private static void write(KafkaProducer<String, SpecificRecord> producer, long until, AtomicLong written) {
        try {
            while (System.nanoTime() < until) {
                String taskId = "task_limit_" + written.incrementAndGet();
                producer.send(new ProducerRecord<>(
                                Topics.TASK_COMMANDS.name(),
                                taskId,
                                SubmitTask.newBuilder()
                                        .setTaskId(taskId)
                                        .setSpec(TaskSpec.newBuilder()
                                                .setTask("click \"Search\" and read \"results\"")
                                                .build())
                                        .setRequestedAt(Instant.now())
                                        .build()))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailedException("The broker did not take a record", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
