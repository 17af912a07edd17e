package io.nekoagents.local.bench;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients of the log, to feed and to watch what is measured. */
final class RecordSource {

    private RecordSource() {}

    static <V extends SpecificRecord> KafkaProducer<String, V> producer(
            KafkaConnection connection, SchemaRegistry registry, Topic<V> topic) {
        return producer(connection, registry, topic, Map.of("linger.ms", 0));
    }

    /**
     * Of records with times of their own. A broker forgets producers by the times of their records, and then takes the next
     * one of an idempotent producer for one out of order.
     */
    static <V extends SpecificRecord> KafkaProducer<String, V> historian(
            KafkaConnection connection, SchemaRegistry registry, Topic<V> topic) {
        return producer(
                connection,
                registry,
                topic,
                Map.of("enable.idempotence", false, "max.in.flight.requests.per.connection", 1));
    }

    private static <V extends SpecificRecord> KafkaProducer<String, V> producer(
            KafkaConnection connection, SchemaRegistry registry, Topic<V> topic, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(connection.client("bench-producer-" + topic.name()));
        config.put("acks", "all");
        config.putAll(more);
        return new KafkaProducer<>(
                config, new StringSerializer(), AvroSerde.of(topic, registry).serializer());
    }

    /** Reads every partition from its end, or from its beginning, and sees only what is committed. */
    static <V extends SpecificRecord> KafkaConsumer<String, V> consumer(
            KafkaConnection connection, SchemaRegistry registry, Topic<V> topic) {
        Map<String, Object> config = new HashMap<>(connection.client("bench-consumer-" + topic.name()));
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", 5_000);
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config, new StringDeserializer(), AvroSerde.of(topic, registry).deserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** What a watcher has seen; keeps watching until enough or too late. */
    static <V extends SpecificRecord> void await(
            KafkaConsumer<String, V> consumer,
            Duration patience,
            Consumer<ConsumerRecord<String, V>> each,
            BooleanSupplier enough) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailedException("What was waited for did not appear in the log in " + patience);
            }
            ConsumerRecords<String, V> records = consumer.poll(Duration.ofMillis(50));
            records.forEach(each);
        }
    }
}
