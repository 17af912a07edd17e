package io.nekoagents.capture.dataset;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.DeadThreads;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.log.LogUnavailableException;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    /** Who hears of a dataset may look into it at once; but a place that hangs must not keep it from being told of. */
    private static final Duration INDEX_FIRST = Duration.ofSeconds(5);

    private final Supplier<KeeperLease> leases;
    private final DatasetLog log;
    private final EventLog told;
    private final Stores stores;
    private final KeeperSettings settings;
    /** Datasets that are to be told of, and since when. */
    private final Map<DatasetKey, Long> due = new HashMap<>();

    private final Map<DatasetKey, Dataset> published = new HashMap<>();
    private final Indexes.Meters meters;
    private final Thread thread;

    private volatile boolean closed;
    private volatile boolean keeping;
    private volatile @Nullable KeeperLease lease;
    private @Nullable Indexes indexes;
    private long checkedAt;

    /** What it writes with. */
    public record Tools(Stores stores, KeeperSettings settings, MeterRegistry meters, DeadThreads dead) {}

    IndexKeeper(Supplier<KeeperLease> leases, DatasetLog log, EventLog told, Tools tools) {
        this.leases = leases;
        this.log = log;
        this.told = told;
        this.stores = tools.stores();
        this.settings = tools.settings();
        this.meters = Indexes.Meters.of(tools.meters());
        Gauge.builder("neko.capture.index.keeper", this, keeper -> keeper.keeping ? 1 : 0)
                .description("1 if this sink keeps the indexes, 0 if another one does")
                .register(tools.meters());
        this.thread = Thread.ofPlatform()
                .name("index-keeper")
                .daemon(true)
                .uncaughtExceptionHandler(tools.dead())
                .unstarted(this::run);
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
                giveUp();
            }
        }
    }

    private void serve(KeeperLease opened) throws InterruptedException {
        while (!closed) {
            boolean held = opened.held(settings.writeEvery());
            if (held && !keeping) {
                takeOver();
            } else if (!held) {
                giveUp();
            }
            if (indexes != null) {
                round(indexes);
            }
        }
    }

    /** What is known here must be all there is before anything is written. */
    private void takeOver() throws InterruptedException {
        try {
            log.caughtUp().get(READING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().setCause(e).log("The log of shards could not be read to its end yet");
            return;
        }
        published.clear();
        Indexes fresh = new Indexes(log::find, stores, settings, meters);
        log.all().forEach(state -> {
            due.put(state.key(), System.nanoTime());
            fresh.want(state, false);
        });
        indexes = fresh;
        keeping = true;
        checkedAt = System.nanoTime();
        LOG.atInfo().addKeyValue(LogKeys.SHARDS, due.size()).log("Keeping the indexes from now on");
    }

    private void giveUp() {
        keeping = false;
        if (indexes != null) {
            indexes.close();
            indexes = null;
        }
    }

    private void round(Indexes kept) {
        for (DatasetKey key : log.takeChanged()) {
            due.putIfAbsent(key, System.nanoTime());
            log.find(key).ifPresent(state -> kept.want(state, false));
        }
        if (System.nanoTime() - checkedAt > settings.checkEvery().toNanos()) {
            checkedAt = System.nanoTime();
            log.all().forEach(state -> kept.want(state, true));
        }
        kept.go();
        due.entrySet()
                .removeIf(each -> (!kept.isPending(each.getKey()) || isOver(each.getValue()))
                        && log.find(each.getKey()).filter(this::publish).isPresent());
    }

    private static boolean isOver(long since) {
        return System.nanoTime() - since > INDEX_FIRST.toNanos();
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
