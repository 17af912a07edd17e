package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.delivery.Line;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.schema.connect.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that looks whose turn it is, and gives each a virtual thread of its own. How much there is to do takes
 * no memory: it stays in the view.
 */
final class Deliverer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);
    private static final Duration HANDOVER = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final DeliveryView view;
    private final Attempts attempts;
    private final Slots slots;
    private final InstantSource clock;
    private final BooleanSupplier ready;
    private final Ownership ownership;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("webhook-deliverer").unstarted(this::run);
    private volatile boolean closing;

    /** @param ready whether everything is known that was in the log when the process started */
    Deliverer(
            KafkaConnection connection,
            DeliveryView view,
            Attempts attempts,
            WebhookSettings settings,
            InstantSource clock,
            BooleanSupplier ready) {
        this.view = view;
        this.attempts = attempts;
        this.slots = new Slots(settings.maxInFlight(), settings.maxPerTenant(), settings.maxPerReceiver());
        this.clock = clock;
        this.ready = ready;
        this.ownership = new Ownership(connection, new Partitions());
    }

    void start() {
        view.follow(news::release);
        ownership.start();
        thread.start();
    }

    private void run() {
        while (!closing) {
            try {
                rest(turn());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) { // the thread's edge: it must go on, the next turn may do better
                LOG.atError().setCause(e).log("A look at the pending webhooks failed");
                news.drainPermits();
                restFor(LONGEST_REST);
            }
        }
    }

    /** When to look again, unless something happens before. */
    private Instant turn() {
        Instant now = clock.instant();
        Instant soonest = now.plus(LONGEST_REST);
        for (int partition : ownership.partitions()) {
            Optional<Instant> next = view.due(partition, now, (line, taskId) -> begin(partition, line, taskId));
            if (next.isPresent() && next.get().isBefore(soonest)) {
                soonest = next.get();
            }
        }
        return soonest;
    }

    private boolean begin(int partition, Line line, String taskId) {
        return switch (slots.take(taskId, line, partition)) {
            case YES -> {
                Thread.ofVirtual().name("webhook-" + taskId).start(() -> attempt(taskId));
                yield true;
            }
            case SERVED -> true;
            case FULL -> false;
        };
    }

    private void attempt(String taskId) {
        try {
            attempts.make(taskId, () -> closing);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the thread's edge: the task keeps its turn, a little later
            LOG.atError().addKeyValue("task_id", taskId).setCause(e).log("An attempt to deliver a webhook failed");
            restFor(LONGEST_REST);
        } finally {
            slots.free(taskId);
            news.release();
        }
    }

    private void rest(Instant until) throws InterruptedException {
        Duration longest = Duration.between(clock.instant(), until);
        if (longest.isPositive()) {
            var _ = news.tryAcquire(longest.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
        // What comes in the meantime is looked at together.
        Thread.sleep(SHORTEST_REST);
        news.drainPermits();
    }

    private static void restFor(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets what is under way come to its end, so that the next owner knows of it. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.interrupt();
            thread.join();
            if (!slots.awaitNone(_ -> true, CLOSING)) {
                LOG.warn("Webhooks that were under way did not end in time; they are delivered again");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ownership.close();
        }
    }

    private final class Partitions implements Ownership.Handover {

        @Override
        public boolean isReady(int partition) throws InterruptedException {
            return ready.getAsBoolean() && view.awaitPartition(partition, LONGEST_REST);
        }

        @Override
        public void taken() {
            news.release();
        }

        @Override
        public void given(Set<Integer> partitions) throws InterruptedException {
            if (!slots.awaitNone(partitions::contains, HANDOVER)) {
                LOG.info("Webhooks were under way when their partition went; they may be delivered twice");
            }
        }
    }
}
