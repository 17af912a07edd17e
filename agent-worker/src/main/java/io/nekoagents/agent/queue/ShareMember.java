package io.nekoagents.agent.queue;

import static java.util.Objects.requireNonNull;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a share group that acquires one record at a time. A renewal is RENEW, a commit, and a poll that gives the
 * same record back: without the commit the client's background thread goes on fetching, and a busy worker sits on tasks
 * that others could run.
 */
final class ShareMember implements GroupMember {

    private static final Logger LOG = LoggerFactory.getLogger(ShareMember.class);
    /**
     * Short, because a transaction's marker is acquired like a record and given back only when the next poll begins (Kafka
     * 4.3.1, {@code record_limit}): until then nothing behind it is fetched.
     */
    private static final Duration IDLE = Duration.ofMillis(25);

    private static final Duration GIVE_BACK = Duration.ofMillis(100);
    private static final int GIVE_BACK_POLLS = 5;

    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final Duration lockDuration;
    private @Nullable ConsumerRecord<byte[], byte[]> held;

    ShareMember(Map<String, Object> client, QueueSettings settings) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("group.id", settings.group());
        config.put("share.acknowledgement.mode", "explicit");
        config.put("share.acquire.mode", "record_limit");
        config.put("max.poll.records", 1);
        config.put("default.api.timeout.ms", 15_000);
        // The broker gives the records of an idle connection to others.
        config.put("connections.max.idle.ms", Duration.ofHours(24).toMillis());
        this.lockDuration = settings.lockDuration();
        this.consumer = new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(Set.of(Topics.TASK_QUEUE.name()));
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> taken : consumer.poll(IDLE)) {
                held = taken;
                return taken;
            }
        } catch (WakeupException _) {
            // The caller looks why.
        }
        return null;
    }

    @Override
    public int delivery() {
        return requireNonNull(held).deliveryCount().map(Short::intValue).orElse(1);
    }

    @Override
    public Duration renewEvery() {
        return consumer.acquisitionLockTimeoutMs()
                .map(Duration::ofMillis)
                .orElse(lockDuration)
                .dividedBy(3);
    }

    @Override
    public boolean renew() {
        ConsumerRecord<byte[], byte[]> renewed = requireNonNull(held);
        held = null;
        consumer.acknowledge(renewed, AcknowledgeType.RENEW);
        if (!committed()) {
            return false;
        }
        for (int poll = 0; poll < GIVE_BACK_POLLS && held == null; poll++) {
            takeBack(renewed);
        }
        return held != null;
    }

    private void takeBack(ConsumerRecord<byte[], byte[]> renewed) {
        for (ConsumerRecord<byte[], byte[]> given : awake(() -> consumer.poll(GIVE_BACK))) {
            if (given.offset() == renewed.offset() && given.partition() == renewed.partition()) {
                held = given;
            } else {
                consumer.acknowledge(given, AcknowledgeType.RELEASE);
            }
        }
    }

    @Override
    public void complete() {
        settle(AcknowledgeType.ACCEPT);
    }

    @Override
    public void handBack() {
        settle(AcknowledgeType.RELEASE);
    }

    private void settle(AcknowledgeType type) {
        consumer.acknowledge(requireNonNull(held), type);
        held = null;
        committed();
    }

    /** Errors are in the answer; nothing is thrown for them. */
    private boolean committed() {
        boolean committed = true;
        for (var result : awake(consumer::commitSync).values()) {
            if (result.isPresent()) {
                KafkaException refused = result.get();
                LOG.atInfo()
                        .addKeyValue(LogKeys.PROBLEM, refused.getMessage())
                        .log("The broker no longer knows this worker as the holder of its task");
                committed = false;
            }
        }
        return committed;
    }

    /** A wake-up that came too late for the idle poll is spent here. */
    private static <T> T awake(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException _) {
            return call.get();
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        awake(() -> {
            consumer.close(Duration.ofSeconds(5));
            return true;
        });
    }
}
