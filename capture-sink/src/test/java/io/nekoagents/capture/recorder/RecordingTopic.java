package io.nekoagents.capture.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** What recorders wrote, and what they are asked: as others see it, in Kafka. */
final class RecordingTopic implements AutoCloseable {

    private final SchemaRegistry registry;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Deserializer<SpecificRecord> deserializer;
    private final Map<String, List<SpecificRecord>> read = new HashMap<>();

    RecordingTopic(KafkaConnection connection, SchemaRegistry registry) {
        this.registry = registry;
        this.deserializer = AvroSerde.of(Topics.CAPTURE_RECORDINGS, registry).deserializer();
        this.consumer = new KafkaConsumer<>(
                connection.client("test-reader"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CAPTURE_RECORDINGS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.admin = Admin.create(connection.client("test-admin"));
        this.producer = new KafkaProducer<>(
                connection.client("test-writer"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Everything of the episode, in order. */
    List<SpecificRecord> of(String episodeId) {
        consumer.poll(Duration.ofMillis(100))
                .forEach(entry -> read.computeIfAbsent(new String(entry.key(), UTF_8), _ -> new ArrayList<>())
                        .add(deserializer.deserialize(entry.topic(), entry.value())));
        return List.copyOf(read.getOrDefault(episodeId, List.of()));
    }

    <R> List<R> of(String episodeId, Class<R> type) {
        return of(episodeId).stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How many members of a group have partitions. */
    long members(String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(described -> described.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes))
                .get();
    }

    @Override
    public void close() {
        admin.close();
        consumer.close();
        producer.close();
    }
}
