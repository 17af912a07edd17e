package io.nekoagents.ingest.webhook;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions' webhooks this process delivers: the API processes share them by a consumer group. Nothing is read
 * by it; what there is to do, the view knows.
 */
final class Ownership implements AutoCloseable {

    /** Persistent: another name is another group, which delivers everything that is pending once more. */
    private static final String GROUP = "neko-api-webhooks";

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final int SESSION_MILLIS = 15_000;
    private static final int HEARTBEAT_MILLIS = 3_000;

    private final KafkaConnection connection;
    private final Handover handover;
    private final Thread thread = Thread.ofPlatform().name("webhook-ownership").unstarted(this::run);
    private final Set<Integer> assigned = new HashSet<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    Ownership(KafkaConnection connection, Handover handover) {
        this.connection = connection;
        this.handover = handover;
    }

    /** Takes part in partitions coming and going. */
    interface Handover {

        /** Whether all is known that former owners have said; may wait a little. */
        boolean isReady(int partition) throws InterruptedException;

        /** They are ours now. */
        void taken();

        /** They are not any more; what is under way of them may be waited for. */
        void given(Set<Integer> partitions) throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    Set<Integer> partitions() {
        return Set.copyOf(owned);
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.WEBHOOKS.name()), new Rebalance(consumer));
            while (!closing) {
                turn(consumer);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            consumer.poll(POLL);
            for (int partition : assigned) {
                if (!owned.contains(partition) && handover.isReady(partition)) {
                    owned.add(partition);
                    handover.taken();
                }
            }
        } catch (WakeupException _) {
            LOG.debug("Woken up to stop");
        } catch (RuntimeException e) { // the thread's edge: without it nothing would be delivered any more
            LOG.atWarn().setCause(e).log("Which webhooks are ours could not be asked; it is asked again");
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = connection.client("neko-api-webhooks");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (thread.isAlive() && !thread.join(CLOSING)) {
                LOG.atWarn().addKeyValue("after", CLOSING).log("The webhooks' group was not left in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        private Rebalance(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            assigned.addAll(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Set<Integer> gone = numbers(partitions);
            assigned.removeAll(gone);
            owned.removeAll(gone);
            try {
                handover.given(gone);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        }
    }
}
