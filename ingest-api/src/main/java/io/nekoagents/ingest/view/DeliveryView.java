package io.nekoagents.ingest.view;

import io.nekoagents.ingest.delivery.Line;
import io.nekoagents.ingest.delivery.TaskDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/** Answers about webhooks, from what was read of the log so far, and tells whose turn it is. Thread-safe. */
public final class DeliveryView {

    private final ViewStore store;
    private final RecordReader reader;
    private final Partitions partitions;
    private final AppliedOffsets applied;
    private final CatchUp catchUp;
    private final AtomicInteger pending = new AtomicInteger();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    private DeliveryView(
            ViewStore store, RecordReader reader, Partitions partitions, AppliedOffsets applied, CatchUp catchUp) {
        this.store = store;
        this.reader = reader;
        this.partitions = partitions;
        this.applied = applied;
        this.catchUp = catchUp;
    }

    static DeliveryView load(
            ViewStore store, RecordReader reader, Partitions partitions, AppliedOffsets applied, CatchUp catchUp) {
        DeliveryView view = new DeliveryView(store, reader, partitions, applied, catchUp);
        store.scan(Column.DELIVERY_PLACES, new byte[0], null, (_, _) -> view.pending.incrementAndGet() > 0);
        return view;
    }

    /** Looks at a task whose next delivery is due; false to see no more of its line. */
    public interface Visitor {
        boolean visit(Line line, String taskId);
    }

    /** Every delivery of the task that is known. */
    public TaskDeliveries of(String taskId) {
        StoredDeliveries stored = new StoredDeliveries(store, reader);
        return TaskDeliveries.of(stored.dues(taskId), stored.said(taskId));
    }

    /** Where the task's records are. */
    public int partitionOf(String taskId) {
        return partitions.of(taskId);
    }

    /** Tasks that have a delivery before them, in all partitions. */
    public int pending() {
        return pending.get();
    }

    /**
     * Visits the tasks of a partition whose next delivery is due, line by line, those due longest first.
     *
     * @return when the first of those that are not yet due is; empty if there is none
     */
    public Optional<Instant> due(int partition, Instant now, Visitor visitor) {
        AtomicReference<Instant> soonest = new AtomicReference<>(Instant.MAX);
        Optional<byte[]> from = Optional.of(DeliveryKeys.firstOf(partition));
        while (from.isPresent()) {
            from = restOf(from.get(), partition, now, visitor, soonest);
        }
        return Optional.of(soonest.get()).filter(Instant.MAX::isAfter);
    }

    /** Goes on until a line is left before its end; gives where the next one begins. */
    private Optional<byte[]> restOf(
            byte[] from, int partition, Instant now, Visitor visitor, AtomicReference<Instant> soonest) {
        AtomicReference<byte[]> left = new AtomicReference<>();
        store.scan(Column.DELIVERY_LINES, from, DeliveryKeys.firstOf(partition + 1), (place, _) -> {
            Instant at = DeliveryKeys.at(place);
            if (at.isAfter(now)) {
                soonest.accumulateAndGet(at, (one, other) -> one.isBefore(other) ? one : other);
            } else if (visitor.visit(DeliveryKeys.line(place), DeliveryKeys.taskId(place))) {
                return true;
            }
            left.set(DeliveryKeys.afterLineOf(place));
            return false;
        });
        return Optional.ofNullable(left.get());
    }

    /** Is run whenever somebody's turn may have come or gone; must not block. */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    /** Waits until everything about a partition's webhooks that is in the log now is known here; false if not in time. */
    public boolean awaitPartition(int partition, Duration longest) throws InterruptedException {
        List<TopicPartition> asked = List.of(
                new TopicPartition(Source.WEBHOOKS.topic().name(), partition),
                new TopicPartition(Source.WEBHOOK_ATTEMPTS.topic().name(), partition));
        return catchUp.await(asked, longest);
    }

    /**
     * Waits until what was said of a task's delivery is known here; false when that did not happen in time.
     *
     * @param offset in its partition; negative if the broker did not say
     */
    public boolean awaitSaid(String taskId, long offset, Duration longest) throws InterruptedException {
        return offset < 0
                ? awaitPartition(partitions.of(taskId), longest)
                : applied.await(
                        partitions.of(Source.WEBHOOK_ATTEMPTS, taskId),
                        offset + 1,
                        System.nanoTime() + longest.toNanos());
    }

    void apply(Changes changes) {
        pending.addAndGet(changes.moreDeliveries);
        if (changes.deliveries) {
            followers.forEach(Runnable::run);
        }
    }
}
