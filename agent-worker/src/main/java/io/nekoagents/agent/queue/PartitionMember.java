package io.nekoagents.agent.queue;

import static java.util.Objects.requireNonNull;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a classic consumer group. While a record is held every partition is paused and polls only keep the
 * membership; its offset is committed when it is done with. A record whose partition is revoked is lost: holding the
 * rebalance up until a long task is done would stop the whole group.
 */
final class PartitionMember implements GroupMember {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionMember.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration HOLDING = Duration.ofMillis(200);
    private static final int SESSION_MS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable ConsumerRecord<byte[], byte[]> held;
    private boolean revoked;

    PartitionMember(Map<String, Object> client, QueueSettings settings) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("group.id", settings.group());
        config.put("group.protocol", "classic");
        config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        config.put("session.timeout.ms", SESSION_MS);
        config.put("heartbeat.interval.ms", SESSION_MS / 5);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", 1);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(Set.of(Topics.TASK_QUEUE.name()), new Revocations());
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> poll() {
        consumer.resume(consumer.paused());
        try {
            for (ConsumerRecord<byte[], byte[]> taken : consumer.poll(IDLE)) {
                held = taken;
                revoked = false;
                consumer.pause(consumer.assignment());
                return taken;
            }
        } catch (WakeupException _) {
            // The caller looks why.
        }
        return null;
    }

    /** A classic group does not count. */
    @Override
    public int delivery() {
        return 1;
    }

    @Override
    public Duration renewEvery() {
        return HOLDING;
    }

    @Override
    public boolean renew() {
        // A rebalance may have brought partitions that are not paused yet; what they give is read again later.
        for (ConsumerRecord<byte[], byte[]> early : awake(() -> consumer.poll(Duration.ZERO))) {
            consumer.seek(partitionOf(early), early.offset());
        }
        consumer.pause(consumer.assignment());
        if (revoked) {
            held = null;
        }
        return !revoked;
    }

    @Override
    public void complete() {
        ConsumerRecord<byte[], byte[]> done = requireNonNull(held);
        held = null;
        if (revoked) {
            return;
        }
        var next = Map.of(partitionOf(done), new OffsetAndMetadata(done.offset() + 1));
        try {
            awake(() -> {
                consumer.commitSync(next);
                return true;
            });
        } catch (RebalanceInProgressException e) {
            // The next poll finishes the rebalance; if the partition stays here, the next commit covers this record.
            LOG.atInfo()
                    .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                    .log("A finished task could not be acknowledged during a rebalance");
        }
    }

    @Override
    public void handBack() {
        ConsumerRecord<byte[], byte[]> unfinished = requireNonNull(held);
        held = null;
        if (!revoked) {
            consumer.seek(partitionOf(unfinished), unfinished.offset());
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        awake(() -> {
            consumer.close();
            return true;
        });
    }

    private static TopicPartition partitionOf(ConsumerRecord<?, ?> taken) {
        return new TopicPartition(taken.topic(), taken.partition());
    }

    /** A wake-up that came too late for the idle poll is spent here. */
    private static <T> T awake(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException _) {
            return call.get();
        }
    }

    private final class Revocations implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (held != null && partitions.contains(partitionOf(held))) {
                revoked = true;
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Nothing to do: offsets are committed ones.
        }
    }
}
