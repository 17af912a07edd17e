package io.nekoagents.local.bench;

import io.nekoagents.agent.queue.Lease;
import io.nekoagents.agent.queue.QueueSettings;
import io.nekoagents.agent.queue.WorkQueue;
import io.nekoagents.agent.queue.WorkQueues;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How long tasks of mixed length wait for a slot, against a schedule in which no slot idles while a task waits. */
public final class QueueBench implements Bench {

    private static final int TASKS = 200;
    private static final int SLOTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<Duration> lengths = lengths();

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws Exception {
        try (Admin admin = Admin.create(stack.connection().client("bench-admin"))) {
            progress.step("share group, one partition");
            Waits share = waits(stack, admin, QueueSettings.Mode.SHARE, 1);
            progress.step("consumer group, " + SLOTS + " partitions");
            Waits partition = waits(stack, admin, QueueSettings.Mode.PARTITION, SLOTS);
            recreate(admin, 1);
            progress.step("two tenants, one with a thousand tasks");
            List<Figure> fairness = new FairnessRound(stack).run();
            double ideal = ideal();
            return new BenchReport(
                    "queue",
                    TASKS + " tasks of 50 ms to 5 s, all queued at once, over " + SLOTS
                            + " slots; total wait from queueing to start",
                    Stream.concat(
                                    Stream.of(
                                            Figure.of("ideal work-conserving schedule", ideal, "s"),
                                            Figure.of("share group", share.total(), "s"),
                                            Figure.atMost("share group / ideal", share.total() / ideal, "×", 1.15),
                                            Figure.of("partition group", partition.total(), "s"),
                                            Figure.of("partition group / ideal", partition.total() / ideal, "×"),
                                            Figure.of("share group, tasks run twice", share.repeated(), "tasks"),
                                            Figure.of(
                                                    "partition group, tasks run twice", partition.repeated(), "tasks")),
                                    fairness.stream())
                            .toList());
        }
    }

    /** @param total seconds */
    private record Waits(double total, int repeated) {}

    private Waits waits(BenchStack stack, Admin admin, QueueSettings.Mode mode, int partitions) throws Exception {
        recreate(admin, partitions);
        stack.connection().provision(stack.registry());
        QueueSettings settings = new QueueSettings(mode, "bench-" + mode, Duration.ofSeconds(30));
        Map<String, Double> waited = new ConcurrentHashMap<>();
        CountDownLatch begun = new CountDownLatch(TASKS);
        List<Integer> repeated = Collections.synchronizedList(new ArrayList<>());
        List<WorkQueue> places = new ArrayList<>();
        List<Thread> slots = new ArrayList<>();
        try (WorkQueues queues = new WorkQueues(stack.connection(), stack.registry(), settings)) {
            queues.prepare();
            for (int slot = 0; slot < SLOTS; slot++) {
                places.add(queues.open("bench-" + mode + "-" + slot));
            }
            Enqueued queue = new Enqueued(waited, begun, repeated);
            places.forEach(place -> slots.add(Thread.ofVirtual().start(() -> work(place, queue))));
            // Every slot has joined and waits.
            TimeUnit.SECONDS.sleep(5);
            queue.fill(stack);
            if (!begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchFailedException(begun.getCount() + " tasks were never taken in mode " + mode);
            }
            places.forEach(WorkQueue::drain);
            for (Thread slot : slots) {
                slot.join();
            }
            places.forEach(WorkQueue::close);
        }
        return new Waits(
                waited.values().stream().mapToDouble(Double::doubleValue).sum(), repeated.size());
    }

    /** What one round measures. */
    private static final class Enqueued {

        private final Map<String, Double> waited;
        private final CountDownLatch begun;
        private final List<Integer> repeated;
        private volatile long queuedAt;

        Enqueued(Map<String, Double> waited, CountDownLatch begun, List<Integer> repeated) {
            this.waited = waited;
            this.begun = begun;
            this.repeated = repeated;
        }

        void fill(BenchStack stack) {
            try (KafkaProducer<String, QueuedTask> producer =
                    RecordSource.producer(stack.connection(), stack.registry(), Topics.TASK_QUEUE)) {
                producer.partitionsFor(Topics.TASK_QUEUE.name());
                queuedAt = System.nanoTime();
                for (int i = 0; i < TASKS; i++) {
                    send(producer, i);
                }
                producer.flush();
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a task that is lost is never begun
        private void send(KafkaProducer<String, QueuedTask> producer, int index) {
            producer.send(new ProducerRecord<>(
                    Topics.TASK_QUEUE.name(),
                    "task_" + index,
                    QueuedTask.newBuilder()
                            .setTaskId("task_" + index)
                            .setDispatch(1)
                            .setSpec(TaskSpec.newBuilder()
                                    .setTask(Integer.toString(index))
                                    .build())
                            .setQueuedAt(Instant.EPOCH)
                            .build()));
        }

        int begin(QueuedTask task) {
            double seconds = (System.nanoTime() - queuedAt) / 1e9;
            int index = Integer.parseInt(task.getSpec().getTask());
            if (waited.putIfAbsent(task.getTaskId(), seconds) == null) {
                begun.countDown();
            } else {
                repeated.add(index);
            }
            return index;
        }
    }

    private void work(WorkQueue place, Enqueued queue) {
        try {
            for (Optional<Lease> lease = place.take(); lease.isPresent(); lease = place.take()) {
                int index = queue.begin(lease.get().task());
                TimeUnit.NANOSECONDS.sleep(lengths.get(index).toNanos());
                lease.get().complete();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A topic for each mode: the share group wants one partition, the consumer group one for each slot. */
    private static void recreate(Admin admin, int partitions) throws ExecutionException, InterruptedException {
        String topic = Topics.TASK_QUEUE.name();
        if (admin.listTopics().names().get().contains(topic)) {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    /** First come, first served, by whichever slot is free first. */
    private double ideal() {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            free.add(0.0);
        }
        double waited = 0;
        for (Duration length : lengths) {
            double start = free.remove();
            waited += start;
            free.add(start + length.toNanos() / 1e9);
        }
        return waited;
    }

    /** Most are short, some long: the mix that blocks the head of a line. The same in every run. */
    private static List<Duration> lengths() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        List<Duration> lengths = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int kind = random.nextInt(100);
            int millis = kind < 80
                    ? random.nextInt(50, 200)
                    : kind < 95 ? random.nextInt(500, 1_000) : random.nextInt(3_000, 5_000);
            lengths.add(Duration.ofMillis(millis));
        }
        return lengths;
    }
}
