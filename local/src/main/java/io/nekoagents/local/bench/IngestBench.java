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

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws InterruptedException {
        stack.connection().provision(stack.registry());
        int port = BenchStack.freePort();
        Map<String, String> settings = stack.settings(Map.of(
                "neko.api.port", Integer.toString(port),
                "neko.api.view-folder", stack.home().resolve("view").toString()));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<Figure> figures = new ArrayList<>();
        try (ConfigurableApplicationContext _ =
                Service.start(IngestConfiguration.class, true, settings, stack.registry(), meters)) {
            HttpLoad load = new HttpLoad(port, "/api/v1/tasks", TASK);
            progress.step("warming up");
            load.run(16, WARM_UP);
            for (int connections : new int[] {1, 16, 64}) {
                progress.step(connections + " connections");
                add(figures, connections, load.run(connections, EACH));
            }
        }
        progress.step("producer alone, 16 threads, as a limit");
        figures.add(Figure.of("limit: producer alone, 16 threads", producerAlone(stack), "/s"));
        return new BenchReport("ingest", "POST of a task, acks=all, client on the same machine", figures);
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
