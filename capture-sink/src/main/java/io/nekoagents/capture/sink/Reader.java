package io.nekoagents.capture.sink;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The sink's place in the group, and how far each of its partitions has been read. For one thread, but for the waking. */
final class Reader implements AutoCloseable {

    static final String GROUP = "neko-capture-sink";

    /** An upload of a large shard to a slow store is no reason to be taken for dead; a process that is dead sends no heartbeat. */
    private static final int LONGEST_CUT_MS = (int) Duration.ofMinutes(30).toMillis();

    private static final int SESSION_MS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> readBefore = new HashMap<>();
    private final Leaving leaving;
    private boolean joined;

    /** Is told of partitions that go to others. */
    interface Leaving {

        /** They may still be committed to until this returns. */
        void revoked();

        /** Others have them already. */
        void lost();
    }

    Reader(KafkaConnection connection, SinkSettings settings, Leaving leaving) {
        this.leaving = leaving;
        Map<String, Object> config = new HashMap<>(connection.client("neko-capture-sink-" + settings.id()));
        config.put("group.id", GROUP);
        config.put("group.protocol", settings.groupProtocol().text());
        if (settings.groupProtocol() == SinkSettings.GroupProtocol.CLASSIC) {
            config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
            config.put("session.timeout.ms", SESSION_MS);
            config.put("heartbeat.interval.ms", SESSION_MS / 5);
        }
        config.put("max.poll.interval.ms", LONGEST_CUT_MS);
        config.put("max.poll.records", 50);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.CAPTURE_EPISODES.name()), new Members());
    }

    ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Whether, since this was asked last, partitions came or were gone back in. */
    boolean takeJoined() {
        boolean taken = joined;
        joined = false;
        return taken;
    }

    PartitionProgress of(ConsumerRecord<?, ?> read) {
        TopicPartition partition = new TopicPartition(read.topic(), read.partition());
        PartitionProgress known = progress.get(partition);
        if (known == null) {
            note(partition, consumer.committed(Set.of(partition)).get(partition));
            known = new PartitionProgress(read.offset());
            progress.put(partition, known);
        }
        return known;
    }

    private void note(TopicPartition partition, @Nullable OffsetAndMetadata offset) {
        readBefore.put(partition, offset == null ? 0 : ReadBefore.parse(offset.metadata()));
    }

    /** Whether this record was dealt with before, and is read again because of what stands beside it. */
    boolean wasRead(ConsumerRecord<?, ?> read) {
        return read.offset() < readBefore.getOrDefault(new TopicPartition(read.topic(), read.partition()), 0L);
    }

    /** Whether there is something done with and not committed. */
    boolean hasUncommitted(Pins pins) {
        return progress.entrySet().stream()
                .anyMatch(each -> pins.holdBack(each.getKey(), each.getValue().committable())
                        != committed.getOrDefault(each.getKey(), -1L));
    }

    /**
     * How far each partition is done with, whether or not it has moved: a commit without any is not held to the group. With
     * how far it was read, since before that there are no letters to be written any more.
     */
    Map<TopicPartition, OffsetAndMetadata> offsets(Pins pins) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, read) -> offsets.put(
                partition,
                new OffsetAndMetadata(
                        pins.holdBack(partition, read.committable()),
                        ReadBefore.text(Math.max(read.next(), readBefore.getOrDefault(partition, 0L))))));
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    /** As it is at this moment. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Lives on in the group without reading. */
    void idle(Duration wait) {
        consumer.pause(consumer.assignment());
        consumer.poll(wait);
    }

    /** Reads again what is not committed. */
    void rewind() {
        progress.clear();
        committed.clear();
        readBefore.clear();
        Collection<TopicPartition> partitions = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(new HashSet<>(partitions));
        List<TopicPartition> fresh = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset == null) {
                fresh.add(partition);
            } else {
                consumer.seek(partition, offset);
                // Where nothing is read until the next commit, that one is to be held to the group all the same.
                progress.put(partition, new PartitionProgress(offset.offset()));
                committed.put(partition, offset.offset());
                note(partition, offset);
            }
        }
        if (!fresh.isEmpty()) {
            consumer.seekToBeginning(fresh);
        }
        consumer.resume(consumer.paused());
        // A commit that was not answered may have happened: what it said must be known before its episodes are read
        // again.
        joined = true;
    }

    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void forget(Collection<TopicPartition> partitions) {
        progress.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
        readBefore.keySet().removeAll(partitions);
    }

    private final class Members implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = joined || !partitions.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                leaving.revoked();
                forget(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            leaving.lost();
            forget(partitions);
        }
    }
}
