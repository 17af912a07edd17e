package io.nekoagents.capture.dataset;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of all datasets at all places. Those at one place are kept one after the other, each place's on a thread of
 * its own: one that hangs or fails keeps nobody waiting who is elsewhere. For one thread.
 */
final class Indexes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final Function<DatasetKey, Optional<DatasetState>> datasets;
    private final Stores stores;
    private final Duration backoff;
    private final Meters meters;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("index-place-", 0).factory());

    /** @param datasets as they are at the moment */
    Indexes(
            Function<DatasetKey, Optional<DatasetState>> datasets,
            Stores stores,
            KeeperSettings settings,
            Meters meters) {
        this.datasets = datasets;
        this.stores = stores;
        this.backoff = settings.writeEvery();
        this.meters = meters;
    }

    /** What is counted. */
    record Meters(Counter repaired, Counter failed) {

        static Meters of(MeterRegistry meters) {
            return new Meters(
                    Counter.builder("neko.capture.index.repairs")
                            .description("Indexes that were not what they should be, and were put right")
                            .register(meters),
                    Counter.builder("neko.capture.index.failures")
                            .description("Times an index could not be written or looked at")
                            .register(meters));
        }
    }

    /** A dataset at one of its places. */
    private record Spot(DatasetKey dataset, String place) {

        /** What several datasets have in common: the place without tenant and dataset. */
        String root() {
            return place.replaceFirst("(/[^/]*){2}$", "");
        }
    }

    /** @param look whether to look at what is there rather than remember it */
    void want(DatasetState state, boolean look) {
        for (String place : state.places()) {
            Spot spot = new Spot(state.key(), place);
            lanes.computeIfAbsent(spot.root(), _ -> new Lane()).want(spot, look);
        }
    }

    /** Has what is wanted done, and what failed tried again when it is time. */
    void go() {
        lanes.values().forEach(Lane::go);
    }

    /** Whether a dataset's index at one of its places is about to be kept; where it failed it may take long. */
    boolean isPending(DatasetKey dataset) {
        return lanes.values().stream().anyMatch(lane -> lane.isPending(dataset));
    }

    /** What is under way is given up. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The indexes at one place. Wanted from one thread, kept on another. */
    private final class Lane {

        private final Map<Spot, Boolean> due = new LinkedHashMap<>();
        private final Map<Spot, Failing> failing = new HashMap<>();
        private final Map<Spot, IndexPlace> indexes = new HashMap<>();
        private @Nullable Spot current;
        private boolean running;

        private record Failing(int tries, long notBefore) {}

        synchronized void want(Spot spot, boolean look) {
            due.merge(spot, look, Boolean::logicalOr);
        }

        synchronized boolean isPending(DatasetKey dataset) {
            return (current != null && current.dataset().equals(dataset))
                    || due.keySet().stream()
                            .anyMatch(spot -> spot.dataset().equals(dataset) && !failing.containsKey(spot));
        }

        synchronized void go() {
            if (!running && due.keySet().stream().anyMatch(this::isTime)) {
                running = true;
                threads.execute(this::run);
            }
        }

        private boolean isTime(Spot spot) {
            Failing last = failing.get(spot);
            return last == null || System.nanoTime() - last.notBefore() >= 0;
        }

        private void run() {
            for (Map.Entry<Spot, Boolean> next = next(); next != null; next = next()) {
                keep(next.getKey(), next.getValue());
            }
        }

        private synchronized Map.@Nullable Entry<Spot, Boolean> next() {
            for (Iterator<Map.Entry<Spot, Boolean>> each = due.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Spot, Boolean> found = each.next();
                if (isTime(found.getKey()) && !Thread.currentThread().isInterrupted()) {
                    each.remove();
                    current = found.getKey();
                    return Map.entry(found.getKey(), found.getValue());
                }
            }
            current = null;
            running = false;
            return null;
        }

        private void keep(Spot spot, boolean look) {
            try {
                IndexPlace index = indexes.computeIfAbsent(
                        spot, _ -> new IndexPlace(spot.place(), stores.at(Address.parse(spot.place()))));
                Optional<DatasetState> state = datasets.apply(spot.dataset());
                if (state.isPresent() && index.keep(state.get().allShards(), look) && look) {
                    meters.repaired().increment();
                    LOG.atWarn()
                            .addKeyValue(LogKeys.PLACE, spot.place())
                            .log("An index was not what it should be, and was put right");
                }
                kept(spot);
            } catch (RuntimeException | Error e) { // the edge of this thread, whose lane must not stay shut
                failed(spot, look, e);
            }
        }

        private synchronized void kept(Spot spot) {
            failing.remove(spot);
        }

        private synchronized void failed(Spot spot, boolean look, Throwable why) {
            meters.failed().increment();
            int tries = failing.getOrDefault(spot, new Failing(0, 0)).tries() + 1;
            Duration wait = backoff.multipliedBy(1L << Math.min(tries - 1, 12));
            Duration bounded = wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
            failing.put(spot, new Failing(tries, System.nanoTime() + bounded.toNanos()));
            want(spot, look);
            LOG.atWarn()
                    .addKeyValue(LogKeys.PLACE, spot.place())
                    .addKeyValue(LogKeys.TRIES, tries)
                    .setCause(why)
                    .log("An index could not be kept; trying again");
        }
    }
}
