package io.nekoagents.tts.speech;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.connect.OffsetLedger;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.tts.LogKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * Reads the requests, each by one worker of the group. A request's offset is committed when the log has how it ended; until
 * then it would be read again, with all that belongs to it, by whoever has the partition.
 */
final class SpeechReader implements AutoCloseable {

    static final String GROUP = "neko-tts";

    private static final Logger LOG = LoggerFactory.getLogger(SpeechReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(10);
    private static final int MOST_OPEN = 10_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordReader<SpecificRecord> commands;
    private final Speeches speeches;
    private final History history;
    private final java.util.function.Consumer<Set<Integer>> territory;
    private final OffsetLedger offsets = new OffsetLedger();
    private final Thread thread =
            Thread.ofPlatform().name("tts-requests").daemon(true).unstarted(this::run);
    private volatile boolean closed;

    /** @param territory is told which partitions of the requests this worker has */
    SpeechReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordReader<SpecificRecord> commands,
            Speeches speeches,
            History history,
            java.util.function.Consumer<Set<Integer>> territory) {
        this.consumers = consumers;
        this.commands = commands;
        this.speeches = speeches;
        this.history = history;
        this.territory = territory;
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                consumer.subscribe(Set.of(Topics.SPEECH_REQUESTS.name()), new Moves(consumer));
                read(consumer);
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().setCause(e).log("Reading requests failed; trying again");
                pause();
            }
            offsets.forgetAll();
            speeches.abandonAll();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        while (!closed && !offsets.failed()) {
            if (offsets.open() < MOST_OPEN) {
                consumer.resume(consumer.paused());
            } else {
                consumer.pause(consumer.assignment());
            }
            for (ConsumerRecord<byte[], byte[]> request : consumer.poll(POLL)) {
                take(request);
            }
            commit(consumer);
        }
        // Whoever leaves says nothing more of what it did not end.
        speeches.abandonAll();
        commit(consumer);
    }

    private void take(ConsumerRecord<byte[], byte[]> request) {
        TopicPartition partition = new TopicPartition(request.topic(), request.partition());
        String key = request.key() == null ? "" : new String(request.key(), UTF_8);
        CompletableFuture<Void> answered = commands.read(request)
                .map(command -> speeches.take(key, command))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        offsets.take(partition, request.offset(), key, answered);
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

    /** Falls silent, commits what has ended, and leaves the group. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && !thread.join(LEAVING)) {
                LOG.atWarn().log("Reading requests is slow to stop");
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
            speeches.abandon(offsets.forget(partitions));
            Set<TopicPartition> left = new HashSet<>(consumer.assignment());
            partitions.forEach(left::remove);
            tell(left);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> begins = new HashMap<>();
            partitions.forEach(partition -> begins.put(partition, consumer.position(partition)));
            history.recall(begins);
            tell(consumer.assignment());
        }

        private void tell(Set<TopicPartition> assigned) {
            Set<Integer> partitions = new TreeSet<>();
            assigned.forEach(partition -> partitions.add(partition.partition()));
            territory.accept(partitions);
        }
    }
}
