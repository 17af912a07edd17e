package io.nekoagents.local.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;

/** Task facts per second through the topology: each task is submitted, started and completed. */
public final class LifecycleBench implements Bench {

    private static final int TASKS = 20_000;
    private static final int WARM_UP = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws InterruptedException {
        stack.connection().provision(stack.registry());
        progress.step("plain producer, as a limit");
        double limit = plainProducer(stack);
        progress.step("lifecycle");
        Map<String, String> settings = stack.settings(
                Map.of("neko.streams.state-dir", stack.home().resolve("streams").toString()));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ConfigurableApplicationContext service =
                Service.start(LifecycleConfiguration.class, false, settings, stack.registry(), meters)) {
            awaitReady(service.getBean(LifecycleStreams.class));
            progress.step("warming up with " + WARM_UP + " tasks");
            facts(stack, "warm", WARM_UP, 0);
            progress.step("measuring " + TASKS + " tasks");
            long started = System.nanoTime();
            facts(stack, "task", TASKS, 3L * WARM_UP);
            double seconds = (System.nanoTime() - started) / 1e9;
            return new BenchReport(
                    "lifecycle",
                    TASKS + " tasks through submitted, started, completed; exactly once, seen committed",
                    List.of(
                            Figure.atLeast("task facts", 3 * TASKS / seconds, "facts/s", 5_000),
                            Figure.of("limit: plain producer, same records", limit, "records/s")));
        }
    }

    /** Runs of tasks that do not exist, before the lifecycle is there: nothing comes of them. */
    private static double plainProducer(BenchStack stack) {
        try (KafkaProducer<String, SpecificRecord> producer =
                RecordSource.producer(stack.connection(), stack.registry(), Topics.RUN_EVENTS)) {
            long started = System.nanoTime();
            for (int i = 0; i < 3 * TASKS; i++) {
                send(producer, Topics.RUN_EVENTS.name(), finished("nobody_" + i));
            }
            producer.flush();
            return 3 * TASKS / ((System.nanoTime() - started) / 1e9);
        }
    }

    private static void facts(BenchStack stack, String prefix, int tasks, long before) {
        AtomicLong seen = new AtomicLong();
        try (KafkaProducer<String, SpecificRecord> commands =
                        RecordSource.producer(stack.connection(), stack.registry(), Topics.TASK_COMMANDS);
                KafkaProducer<String, SpecificRecord> runs =
                        RecordSource.producer(stack.connection(), stack.registry(), Topics.RUN_EVENTS);
                KafkaConsumer<String, SpecificRecord> facts =
                        RecordSource.consumer(stack.connection(), stack.registry(), Topics.TASK_EVENTS)) {
            each(prefix, tasks, id -> send(commands, Topics.TASK_COMMANDS.name(), submit(id)));
            commands.flush();
            RecordSource.await(facts, PATIENCE, _ -> seen.incrementAndGet(), () -> seen.get() >= before + tasks);
            each(prefix, tasks, id -> {
                send(runs, Topics.RUN_EVENTS.name(), started(id));
                send(runs, Topics.RUN_EVENTS.name(), finished(id));
            });
            runs.flush();
            RecordSource.await(facts, PATIENCE, _ -> seen.incrementAndGet(), () -> seen.get() >= before + 3L * tasks);
        }
    }

    private static void each(String prefix, int tasks, Consumer<String> action) {
        for (int i = 0; i < tasks; i++) {
            action.accept("task_" + prefix + i);
        }
    }

    private static void awaitReady(LifecycleStreams lifecycle) throws InterruptedException {
        while (!lifecycle.ready()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a record that is lost is missed in the facts
    private static void send(KafkaProducer<String, SpecificRecord> producer, String topic, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic, value.get(0).toString(), value));
    }

    private static SubmitTask submit(String taskId) {
        return SubmitTask.newBuilder()
                .setTaskId(taskId)
                .setSpec(TaskSpec.newBuilder()
                        .setTask("click \"Search\" and read \"results\"")
                        .build())
                .setRequestedAt(Instant.now())
                .build();
    }

    private static RunStarted started(String taskId) {
        return new RunStarted(taskId, "run_" + taskId, 1, "bench", "", 1, Instant.now());
    }

    private static RunFinished finished(String taskId) {
        return new RunFinished(taskId, "run_" + taskId, 1, null, Instant.now());
    }
}
