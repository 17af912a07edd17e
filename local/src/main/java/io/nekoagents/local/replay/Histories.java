package io.nekoagents.local.replay;

import io.nekoagents.capture.sample.Episode;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.episode.EpisodeLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The finished episodes of all partitions, in an order that is always the same: partitions are read a few at a time, and
 * their episodes taken in turn, one of each, so that no reader waits until another one has come to its end. For one
 * thread.
 */
final class Histories implements AutoCloseable {

    private static final int MOST_AHEAD = 16;

    /** Of partitions; the order of episodes depends on it, so that it must not depend on the machine. */
    private static final int AT_ONCE = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("replay-", 0).daemon().factory());
    private final List<Partition> partitions = new ArrayList<>();

    /** Those whose turn it is, the next one first. */
    private final Deque<Partition> turns = new ArrayDeque<>();

    private int begun;

    /** @param episode null at the end of the partition */
    private record Slot(@Nullable Episode episode) {}

    /**
     * What one partition yields.
     *
     * @param reading ends with the numbers of records read, and of those that nobody could read
     */
    private record Partition(BlockingQueue<Slot> ahead, Future<Count> reading) {}

    record Count(long records, long unreadable) {

        Count plus(Count other) {
            return new Count(records + other.records, unreadable + other.unreadable);
        }
    }

    Histories(
            KafkaConnection connection,
            SchemaRegistry registry,
            int count,
            Span span,
            Wanted wanted,
            EpisodeLimits limits) {
        for (int i = 0; i < count; i++) {
            int partition = i;
            BlockingQueue<Slot> ahead = new ArrayBlockingQueue<>(MOST_AHEAD);
            partitions.add(new Partition(ahead, threads.submit(() -> {
                try (EpisodeReader reader = new EpisodeReader(connection, registry, partition, span, wanted, limits)) {
                    return read(reader, ahead);
                }
            })));
        }
    }

    private static Count read(EpisodeReader reader, BlockingQueue<Slot> ahead) throws InterruptedException {
        Optional<Episode> next;
        do {
            next = reader.next();
            ahead.put(new Slot(next.orElse(null)));
        } while (next.isPresent());
        return new Count(reader.records(), reader.unreadable());
    }

    /**
     * The next episode; empty after the last.
     *
     * @throws ReplayFailedException if the log cannot be read
     */
    Optional<Episode> next() throws InterruptedException {
        while (takeTurns()) {
            Partition partition = turns.remove();
            Optional<Episode> next = take(partition);
            if (next.isPresent()) {
                turns.add(partition);
                return next;
            }
        }
        return Optional.empty();
    }

    /** The next few when those before have come to their end; false when there are no more. */
    private boolean takeTurns() {
        if (turns.isEmpty()) {
            int end = Math.min(begun + AT_ONCE, partitions.size());
            turns.addAll(partitions.subList(begun, end));
            begun = end;
        }
        return !turns.isEmpty();
    }

    /** A reader that failed puts nothing more into its queue. */
    private static Optional<Episode> take(Partition partition) throws InterruptedException {
        Slot next = partition.ahead().poll();
        while (next == null) {
            next = partition.ahead().poll(100, TimeUnit.MILLISECONDS);
            if (next == null && partition.reading().isDone()) {
                count(partition.reading());
            }
        }
        return Optional.ofNullable(next.episode());
    }

    /** What was read, after the last episode. */
    Count counted() throws InterruptedException {
        Count all = new Count(0, 0);
        for (Partition partition : partitions) {
            all = all.plus(count(partition.reading()));
        }
        return all;
    }

    private static Count count(Future<Count> reading) throws InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ReplayFailedException("The log could not be read: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
