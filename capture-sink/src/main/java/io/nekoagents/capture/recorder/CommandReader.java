package io.nekoagents.capture.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.connect.OffsetLedger;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the commands, each by one recorder of the group. A command's offset is committed when the log has its answer; until
 * then it would be read again, by whoever has the partition. When a partition goes to another recorder, so do the episodes
 * whose commands it will read again.
 */
final class CommandReader implements AutoCloseable {

    static final String GROUP = "neko-capture-recorder";

    private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 256;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordReader<SpecificRecord> reader;
    private final Recordings recordings;
    private final OffsetLedger offsets = new OffsetLedger();
    private final Thread thread =
            Thread.ofPlatform().name("capture-commands").daemon(true).unstarted(this::run);
    private volatile boolean taking = true;
    private volatile boolean closed;

    CommandReader(
            Supplier<Consumer<byte[], byte[]>> consumers, RecordReader<SpecificRecord> reader, Recordings recordings) {
        this.consumers = consumers;
        this.reader = reader;
        this.recordings = recordings;
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Takes no more commands. */
    void stopTaking() {
        taking = false;
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                consumer.subscribe(Set.of(Topics.CAPTURE_COMMANDS.name()), new Moves(consumer));
                read(consumer);
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().setCause(e).log("Reading commands failed; trying again");
                pause();
            }
            offsets.forgetAll();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        while (!closed && !offsets.failed()) {
            if (taking && offsets.open() < MOST_WAITING) {
                consumer.resume(consumer.paused());
            } else {
                consumer.pause(consumer.assignment());
            }
            for (ConsumerRecord<byte[], byte[]> command : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(command.topic(), command.partition());
                String key = command.key() == null ? "" : new String(command.key(), UTF_8);
                offsets.take(partition, command.offset(), key, handle(command));
            }
            commit(consumer);
        }
        commit(consumer);
    }

    private CompletableFuture<?> handle(ConsumerRecord<byte[], byte[]> entry) {
        Optional<SpecificRecord> command = reader.read(entry);
        return switch (command.orElse(null)) {
            case RecordEpisode record -> recordings.record(record);
            case EndEpisode end -> recordings.end(end);
            // Others read those, or they are among the dead letters.
            case null, default -> CompletableFuture.completedFuture(null);
        };
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> settled = offsets.settled();
        if (settled.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(settled);
            offsets.committed(settled);
        } catch (RebalanceInProgressException e) {
            LOG.atDebug().addKeyValue(LogKeys.PROBLEM, e.getMessage()).log("Commits once the group has settled");
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    /** Commits what has been answered since, and leaves the group. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && !thread.join(LEAVING)) {
                LOG.atWarn().log("Reading commands is slow to stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Moves implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        private Moves(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                commit(consumer);
            } finally {
                onPartitionsLost(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.forget(partitions).forEach(recordings::abandon);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Nothing to do: offsets are committed ones.
        }
    }
}
