package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that brings the log into the store. */
final class ViewTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** How often what has left the log is taken out of the store. */
    private static final Duration SWEEP = Duration.ofHours(1);

    /** While nobody waits, records are gathered for so long: few large polls cost less than many small ones. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final ViewStore store;
    private final RecordReader reader;
    private final Retention retention;
    private final Partitions split;
    private final ViewMemory memory;
    private final AppliedOffsets applied;
    private final TaskSignals signals;
    private final Thread thread = Thread.ofPlatform().name("view-tail").unstarted(this::run);

    private final HistorySweep sweep;
    private long swept = System.nanoTime();
    private Map<TopicPartition, Long> sweptBefore = Map.of();

    private volatile boolean closing;
    private volatile boolean failing;
    private volatile boolean caughtUp;
    private volatile long lag;

    ViewTail(
            Consumer<byte[], byte[]> consumer,
            Partitions partitions,
            ViewStore store,
            RecordReader reader,
            ViewMemory memory,
            AppliedOffsets applied,
            TaskSignals signals,
            InstantSource clock) {
        this.consumer = consumer;
        this.partitions = partitions.all();
        this.store = store;
        this.reader = reader;
        this.retention = new Retention(clock);
        this.split = partitions;
        this.memory = memory;
        this.applied = applied;
        this.signals = signals;
        this.sweep = new HistorySweep(store, reader);
    }

    void start() {
        applied.whenAwaited(() -> LockSupport.unpark(thread));
        thread.start();
    }

    /** Whether the view has reached the end that the log had at the start, and goes on from there. */
    boolean caughtUp() {
        return caughtUp && !failing && alive();
    }

    boolean alive() {
        return thread.isAlive();
    }

    long lag() {
        return lag;
    }

    private void run() {
        consumer.assign(partitions);
        seek(new StoredOffsets(store).read(partitions));
        while (!closing) {
            try {
                turn();
                failing = false;
            } catch (WakeupException _) {
                LOG.debug("Woken up to stop");
            } catch (KafkaException | ViewStoreException e) {
                failing = true;
                LOG.atError().setCause(e).log("The view could not go on; it tries again from where it was");
                LockSupport.parkNanos(RETRY.toNanos());
                seek(new StoredOffsets(store).read(partitions));
            }
        }
        consumer.close();
    }

    private void seek(Map<TopicPartition, Long> offsets) {
        for (TopicPartition partition : partitions) {
            Long offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    private void turn() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Map<TopicPartition, Long> positions = positions();
        Changes changes = records.isEmpty() ? new Changes() : write(records, positions);
        memory.apply(changes);
        applied.advance(positions);
        lag = partitions.stream()
                .mapToLong(each -> consumer.currentLag(each).orElse(0))
                .sum();
        sweepAtTimes();
        signals.signal(changes.touched);
        if (!caughtUp) {
            caughtUp = consumer.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> applied.next(end.getKey()) >= end.getValue());
            if (caughtUp) {
                memory.settle();
            }
        } else if (!records.isEmpty() && !applied.awaited()) {
            LockSupport.parkNanos(GATHER.toNanos());
        }
    }

    private void sweepAtTimes() {
        if (System.nanoTime() - swept > SWEEP.toNanos()) {
            swept = System.nanoTime();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            if (!begins.equals(sweptBefore)) {
                sweptBefore = begins;
                Thread.ofPlatform().name("view-sweep").daemon().start(() -> sweep(begins));
            }
        }
    }

    /** Apart from the tail: who waits for the view does not wait for this. */
    private void sweep(Map<TopicPartition, Long> begins) {
        try {
            sweep.forgetBefore(begins);
        } catch (ViewStoreException e) {
            LOG.atWarn().setCause(e).log("What has left the log is not yet taken out of the view");
        }
    }

    /** Ahead of the last record where a transaction's marker follows it. */
    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = HashMap.newHashMap(partitions.size());
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private Changes write(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> positions) {
        try (ViewBatch batch = new ViewBatch(store, reader, split, memory.workload())) {
            for (ConsumerRecord<byte[], byte[]> each : records) {
                add(batch, each);
            }
            return batch.write(StoredOffsets.entries(positions));
        }
    }

    private void add(ViewBatch batch, ConsumerRecord<byte[], byte[]> each) {
        if (retention.isOver(each)) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.TOPIC, each.topic())
                    .addKeyValue(LogKeys.PARTITION, each.partition())
                    .addKeyValue(LogKeys.OFFSET, each.offset())
                    .log("Left out a record whose time in the log is over");
            return;
        }
        String key = each.key() == null ? "" : new String(each.key(), UTF_8);
        if (!Keys.usable(key)) {
            passOver(each, new SerializationException("The key is missing or not a name"));
            return;
        }
        try {
            batch.add(Source.of(each.topic()), key, each.partition(), each.offset(), each.value());
        } catch (RegistryUnavailableException e) {
            throw e; // the whole batch is tried again
        } catch (SerializationException e) {
            passOver(each, e);
        }
    }

    private static void passOver(ConsumerRecord<byte[], byte[]> each, SerializationException cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, each.topic())
                .addKeyValue(LogKeys.PARTITION, each.partition())
                .addKeyValue(LogKeys.OFFSET, each.offset())
                .setCause(cause)
                .log("Passed over a record that cannot be read");
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSING)) {
                LOG.atWarn().addKeyValue(LogKeys.AFTER, CLOSING).log("The view did not stop in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
