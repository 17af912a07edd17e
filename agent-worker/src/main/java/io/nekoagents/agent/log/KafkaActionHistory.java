package io.nekoagents.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.rule.CountedActions;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a task's actions from its partition of the log, from the task's first run to the end. */
public final class KafkaActionHistory implements ActionHistory {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaActionHistory.class);
    /** Records bear their producers' clocks. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> client;
    private final Deserializer<ActionTaken> deserializer;

    public KafkaActionHistory(KafkaConnection connection, SchemaRegistry registry) {
        this.client = connection.client("neko-agent-history");
        this.deserializer = AvroSerde.of(Topics.ACTIONS, registry).deserializer();
    }

    @Override
    public List<ActionTaken> of(String taskId, Instant since) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, taskId, since.minus(CLOCK_SKEW));
        } catch (KafkaException e) {
            throw new LogUnavailableException("The recorded actions of " + taskId + " cannot be read", e);
        }
    }

    private List<ActionTaken> read(KafkaConsumer<String, byte[]> consumer, String taskId, Instant since) {
        TopicPartition partition = partitionOf(
                taskId, consumer.partitionsFor(Topics.ACTIONS.name()).size());
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        var first = consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli()))
                .get(partition);
        consumer.seek(partition, first == null ? end : first.offset());
        CountedActions counted = new CountedActions();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new LogUnavailableException(
                        "The recorded actions of " + taskId + " were not read in " + LIMIT, null);
            }
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                if (taskId.equals(entry.key()) && entry.offset() < end) {
                    add(entry, counted);
                }
            }
        }
        return counted.inOrder();
    }

    private void add(ConsumerRecord<String, byte[]> entry, CountedActions counted) {
        try {
            ActionTaken recorded = deserializer.deserialize(entry.topic(), entry.value());
            if (recorded != null) {
                counted.add(recorded);
            }
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.OFFSET, entry.offset())
                    .setCause(e)
                    .log("An unreadable action is passed over");
        }
    }

    /** As the producer places a key. */
    private static TopicPartition partitionOf(String key, int partitions) {
        return new TopicPartition(
                Topics.ACTIONS.name(), BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions));
    }
}
