package io.nekoagents.local.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.queue.QueueSettings;
import io.nekoagents.agent.queue.WorkQueue;
import io.nekoagents.agent.queue.WorkQueues;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskPriority;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One tenant has a thousand tasks waiting. Then another submits its first, and the first tenant one of high priority: how
 * long each waits, in lengths of a task.
 */
final class FairnessRound {

    private static final int TASKS = 1_000;
    private static final int SLOTS = 8;
    private static final Duration LENGTH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BenchStack stack;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    FairnessRound(BenchStack stack) {
        this.stack = stack;
    }

    List<Figure> run() throws InterruptedException, ExecutionException {
        Map<String, String> settings = stack.settings(
                Map.of("neko.streams.state-dir", stack.home().resolve("streams").toString()));
        QueueSettings queue = new QueueSettings(QueueSettings.Mode.SHARE, "bench-fairness", Duration.ofSeconds(30));
        List<WorkQueue> places = new ArrayList<>();
        List<Thread> slots = new ArrayList<>();
        try (ConfigurableApplicationContext lifecycle = Service.start(
                        LifecycleConfiguration.class,
                        false,
                        settings,
                        stack.registry(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
                KafkaProducer<String, SpecificRecord> commands =
                        RecordSource.producer(stack.connection(), stack.registry(), Topics.TASK_COMMANDS);
                KafkaProducer<String, SpecificRecord> runs =
                        RecordSource.producer(stack.connection(), stack.registry(), Topics.RUN_EVENTS);
                KafkaProducer<String, WorkerHeartbeat> workers =
                        RecordSource.producer(stack.connection(), stack.registry(), Topics.WORKERS);
                WorkQueues queues = new WorkQueues(stack.connection(), stack.registry(), queue)) {
            while (!lifecycle.getBean(LifecycleStreams.class).ready()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            queues.prepare();
            for (int slot = 0; slot < SLOTS; slot++) {
                WorkQueue place = queues.open("bench-fairness-" + slot);
                places.add(place);
                slots.add(Thread.ofVirtual().start(() -> work(place, runs)));
            }
            workers.send(new ProducerRecord<>(Topics.WORKERS.name(), "bench", heartbeat()))
                    .get();
            for (int i = 0; i < TASKS; i++) {
                submit(commands, "many", i, TaskPriority.NORMAL);
            }
            awaitBegun(2 * SLOTS);
            long askedFirst = System.nanoTime();
            String first = submit(commands, "few", 0, TaskPriority.NORMAL);
            double firstWaited = lengths(askedFirst, first);
            workers.send(new ProducerRecord<>(Topics.WORKERS.name(), "bench", heartbeat()))
                    .get();
            long askedUrgent = System.nanoTime();
            String urgent = submit(commands, "many", TASKS, TaskPriority.HIGH);
            double urgentWaited = lengths(askedUrgent, urgent);
            places.forEach(WorkQueue::drain);
            for (Thread slot : slots) {
                slot.join();
            }
            places.forEach(WorkQueue::close);
            return List.of(
                    Figure.atMost("another tenant's first task waits, behind " + TASKS, firstWaited, "lengths", 2),
                    Figure.atMost("the same tenant's task of high priority waits", urgentWaited, "lengths", 2));
        }
    }

    private static WorkerHeartbeat heartbeat() {
        return WorkerHeartbeat.newBuilder()
                .setWorkerId("bench")
                .setSlots(SLOTS)
                .setBusy(SLOTS)
                .setPolicy("none")
                .setStartedAt(Instant.now())
                .setOccurredAt(Instant.now())
                .build();
    }

    private static String submit(
            KafkaProducer<String, SpecificRecord> commands, String tenant, int number, TaskPriority priority)
            throws InterruptedException, ExecutionException {
        String taskId = "task_" + tenant + "_" + number;
        SubmitTask command = SubmitTask.newBuilder()
                .setTaskId(taskId)
                .setTenant(tenant)
                .setSpec(TaskSpec.newBuilder()
                        .setTask("nothing")
                        .setPriority(priority)
                        .build())
                .setRequestedAt(Instant.now())
                .build();
        commands.send(new ProducerRecord<>(Topics.TASK_COMMANDS.name(), taskId, command))
                .get();
        return taskId;
    }

    private void work(WorkQueue place, KafkaProducer<String, SpecificRecord> runs) {
        try {
            for (Optional<Lease> lease = place.take(); lease.isPresent(); lease = place.take()) {
                QueuedTask task = lease.get().task();
                begun.put(task.getTaskId(), System.nanoTime());
                String run = "run_" + task.getTaskId();
                say(runs, new RunStarted(task.getTaskId(), run, task.getDispatch(), "bench", "", 1, Instant.now()));
                TimeUnit.NANOSECONDS.sleep(LENGTH.toNanos());
                say(runs, new RunFinished(task.getTaskId(), run, 1, null, Instant.now()));
                lease.get().complete();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // a run that is not heard of holds up the queue, and shows in the figures
    private static void say(KafkaProducer<String, SpecificRecord> runs, SpecificRecord event) {
        runs.send(new ProducerRecord<>(Topics.RUN_EVENTS.name(), event.get(0).toString(), event));
    }

    private void awaitBegun(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (begun.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailedException("Only " + begun.size() + " tasks began in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private double lengths(long asked, String taskId) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!begun.containsKey(taskId)) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailedException(taskId + " did not begin in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (double) (begun.get(taskId) - asked) / LENGTH.toNanos();
    }
}
