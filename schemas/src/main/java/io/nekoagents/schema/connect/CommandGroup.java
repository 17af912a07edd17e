package io.nekoagents.schema.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.RecordReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands that take a while to carry out, each by one member of a group, on a thread of its own. A command's offset is
 * committed when it is answered; until then it would be read again, with all behind it, by whoever has the partition. When a
 * command cannot be answered the member begins anew with what is committed.
 */
public final class CommandGroup<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandGroup.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Topic<V> topic;
    private final Member member;
    private final Map<String, Object> config;
    private final RecordReader<V> reader;
    private final Office<V> office;
    private final OffsetLedger offsets = new OffsetLedger();
    private final Thread thread;
    private volatile boolean taking = true;
    private volatile boolean closed;

    /**
     * Who reads.
     *
     * @param group its name
     * @param client name of the thread, and of the client in the broker's log
     * @param mostOpen commands without an answer at which no more are read
     * @param settings of the consumer, beside the usual ones
     */
    public record Member(String group, String client, int mostOpen, Map<String, Object> settings) {}

    /** Who carries commands out. Called on the reading thread, and must not keep it. */
    public interface Office<V> {

        /**
         * Takes a command.
         *
         * @param key of its record; empty if it has none
         * @return done when it need not be read again; failed if it is to be read again now
         */
        CompletableFuture<?> take(String key, V command);

        /** Leaves commands of these keys to another member, who will read them again. */
        void abandon(Collection<String> keys);

        /** Nothing that is open is this member's any more: it leaves the group, or reads all of it again. */
        default void abandonAll() {}

        /** More partitions come, of which each will be read from that offset. */
        default void comes(Map<TopicPartition, Long> beginnings) {}

        /** What partitions this member has now. */
        default void has(Set<Integer> partitions) {}
    }

    public CommandGroup(
            KafkaConnection connection, Topic<V> topic, Member member, RecordReader<V> reader, Office<V> office) {
        this.topic = topic;
        this.member = member;
        this.config = connection.client(member.client());
        config.put("group.id", member.group());
        config.put("group.protocol", "classic");
        config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.putAll(member.settings());
        this.reader = reader;
        this.office = office;
        this.thread = Thread.ofPlatform().name(member.client()).daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** Takes no more commands; what is answered is still committed. */
    public void stopTaking() {
        taking = false;
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(Set.of(topic.name()), new Moves(consumer));
                read(consumer);
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn()
                        .addKeyValue("topic", topic.name())
                        .setCause(e)
                        .log("Reading commands failed; trying again");
                office.abandonAll();
                pause();
            }
            offsets.forgetAll();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        while (!closed && !offsets.failed()) {
            if (taking && offsets.open() < member.mostOpen()) {
                consumer.resume(consumer.paused());
            } else {
                consumer.pause(consumer.assignment());
            }
            consumer.poll(POLL).forEach(this::take);
            commit(consumer);
        }
        office.abandonAll();
        commit(consumer);
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        String key = entry.key() == null ? "" : new String(entry.key(), UTF_8);
        CompletableFuture<?> answered = reader.read(entry)
                .<CompletableFuture<?>>map(command -> office.take(key, command))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        offsets.take(new TopicPartition(entry.topic(), entry.partition()), entry.offset(), key, answered);
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
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("Commits once the group has settled");
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
                LOG.atWarn().addKeyValue("topic", topic.name()).log("Reading commands is slow to stop");
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
            List<String> open = offsets.forget(partitions);
            office.abandon(open);
            Set<TopicPartition> left = new HashSet<>(consumer.assignment());
            partitions.forEach(left::remove);
            tell(left);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            partitions.forEach(partition -> beginnings.put(partition, consumer.position(partition)));
            office.comes(beginnings);
            tell(consumer.assignment());
        }

        private void tell(Set<TopicPartition> assigned) {
            Set<Integer> partitions = new TreeSet<>();
            assigned.forEach(partition -> partitions.add(partition.partition()));
            office.has(partitions);
        }
    }
}
