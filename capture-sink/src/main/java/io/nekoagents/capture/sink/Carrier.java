package io.nekoagents.capture.sink;

import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Stores;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts sealed shards in their places, each tenant's on a thread of its own. So many at a time that they fit into memory; one
 * whose place hangs gives its turn to others and goes on by itself.
 */
final class Carrier implements AutoCloseable {

    /** Each has a part of a file in memory, of 8 MiB. */
    private static final int AT_ONCE = 8;

    private final Stores stores;
    private final CutWatch watch;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shard-carrier-", 0).factory());
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Collection<Turn> taken = new ConcurrentLinkedQueue<>();

    Carrier(Stores stores, CutWatch watch) {
        this.stores = stores;
        this.watch = watch;
    }

    private final class Turn {

        private final long since = System.nanoTime();
        private final AtomicBoolean held = new AtomicBoolean(true);

        void giveBack() {
            if (held.compareAndSet(true, false)) {
                taken.remove(this);
                turns.release();
            }
        }
    }

    void send(Load load) {
        List<Address> places = load.places();
        load.sent(threads.submit(() -> {
            turns.acquire();
            Turn turn = new Turn();
            taken.add(turn);
            try {
                put(load, places);
            } finally {
                turn.giveBack();
            }
            return null;
        }));
    }

    private void put(Load load, List<Address> places) {
        for (OpenShard.Filled filled : load.shards()) {
            for (Address place : places) {
                load.at(place);
                stores.at(place)
                        .put(
                                filled.shard().entry().file().basename(),
                                filled.shard().file());
                watch.at(CutWatch.Step.UPLOADING);
            }
        }
    }

    /** What has been under way for so long waits for its place, and needs no turn for that. */
    void freeTurns(Duration patience) {
        taken.stream()
                .filter(turn -> System.nanoTime() - turn.since >= patience.toNanos())
                .forEach(Turn::giveBack);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
