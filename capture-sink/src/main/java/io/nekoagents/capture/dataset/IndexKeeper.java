package io.nekoagents.capture.dataset;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.log.LogUnavailableException;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps every index, and the record of every dataset, as the log has it; as long as it holds the lease. */
public final class IndexKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<KeeperLease> leases;
    private final DatasetLog log;
    private final EventLog told;
    private final Stores stores;
    private final KeeperSettings settings;
    private final Map<DatasetKey, Map<String, IndexPlace>> places = new HashMap<>();
    private final Set<DatasetKey> due = new HashSet<>();
    private final Map<DatasetKey, Dataset> published = new HashMap<>();
    private final Counter repaired;
    private final Counter failed;
    private final Thread thread;

    private volatile boolean closed;
    private volatile boolean keeping;
    private volatile @Nullable KeeperLease lease;
    private long checkedAt;

    /** What it writes with. */
    public record Tools(Stores stores, KeeperSettings settings, MeterRegistry meters) {}

    IndexKeeper(Supplier<KeeperLease> leases, DatasetLog log, EventLog told, Tools tools) {
        this.leases = leases;
        this.log = log;
        this.told = told;
        this.stores = tools.stores();
        this.settings = tools.settings();
        this.repaired = Counter.builder("neko.capture.index.repairs")
                .description("Indexes that were not what they should be, and were put right")
                .register(tools.meters());
        this.failed = Counter.builder("neko.capture.index.failures")
                .description("Times an index could not be written or looked at")
                .register(tools.meters());
        Gauge.builder("neko.capture.index.keeper", this, keeper -> keeper.keeping ? 1 : 0)
                .description("1 if this sink keeps the indexes, 0 if another one does")
                .register(tools.meters());
        this.thread = Thread.ofPlatform().name("index-keeper").daemon(true).unstarted(this::run);
    }

    /** Begins to stand for the lease. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KeeperLease opened = leases.get()) {
                lease = opened;
                serve(opened);
            } catch (WakeupException _) {
                LOG.atDebug().log("Woken");
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().setCause(e).log("Keeping the indexes failed; trying again");
                pause();
            } finally {
                keeping = false;
            }
        }
    }

    private void serve(KeeperLease opened) throws InterruptedException {
        while (!closed) {
            boolean held = opened.held(settings.writeEvery());
            if (held && !keeping) {
                keeping = takeOver();
            } else if (!held) {
                keeping = false;
            }
            if (keeping) {
                round();
            }
        }
    }

    /** What is known here must be all there is before anything is written. */
    private boolean takeOver() throws InterruptedException {
        try {
            log.caughtUp().get(READING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().setCause(e).log("The log of shards could not be read to its end yet");
            return false;
        }
        places.clear();
        published.clear();
        log.all().forEach(state -> due.add(state.key()));
        checkedAt = System.nanoTime();
        LOG.atInfo().addKeyValue(LogKeys.SHARDS, due.size()).log("Keeping the indexes from now on");
        return true;
    }

    private void round() {
        due.addAll(log.takeChanged());
        Set<DatasetKey> done = new HashSet<>();
        for (DatasetKey key : due) {
            log.find(key).filter(state -> keep(state, false)).ifPresent(_ -> done.add(key));
        }
        due.removeAll(done);
        if (System.nanoTime() - checkedAt > settings.checkEvery().toNanos()) {
            checkedAt = System.nanoTime();
            log.all().stream().filter(state -> !keep(state, true)).forEach(state -> due.add(state.key()));
        }
    }

    private boolean keep(DatasetState state, boolean look) {
        List<ShardSealed> shards = state.allShards();
        boolean all = true;
        for (String place : state.places()) {
            all &= keep(state.key(), place, shards, look);
        }
        // A place that is gone must not keep the others from being told of.
        boolean told = look || publish(state);
        return all && told;
    }

    private boolean keep(DatasetKey key, String place, List<ShardSealed> shards, boolean look) {
        try {
            IndexPlace index = places.computeIfAbsent(key, _ -> new HashMap<>())
                    .computeIfAbsent(place, _ -> new IndexPlace(place, stores.at(Address.parse(place))));
            if (index.keep(shards, look) && look) {
                repaired.increment();
                LOG.atWarn()
                        .addKeyValue(LogKeys.PLACE, place)
                        .log("An index was not what it should be, and was put right");
            }
            return true;
        } catch (StoreException | IllegalArgumentException e) {
            failed.increment();
            LOG.atWarn().addKeyValue(LogKeys.PLACE, place).setCause(e).log("An index could not be kept; trying again");
            return false;
        }
    }

    private boolean publish(DatasetState state) {
        Dataset dataset = DatasetDocument.of(state);
        if (dataset.equals(published.get(state.key()))) {
            return true;
        }
        try {
            told.append(Topics.CAPTURE_DATASETS, state.key().toString(), dataset);
            published.put(state.key(), dataset);
            return true;
        } catch (LogUnavailableException e) {
            LOG.atWarn().setCause(e).log("A dataset could not be told of; trying again");
            return false;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        KeeperLease open = lease;
        if (open != null) {
            open.wakeUp();
        }
        try {
            thread.join(LEAVING);
            thread.interrupt();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
