package io.nekoagents.tts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** What is asked of workers, and what they told: as others see it, in Kafka. */
final class SpeechTopics implements AutoCloseable {

    private final SchemaRegistry registry;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Deserializer<SpecificRecord> deserializer;
    private final List<SpecificRecord> told = new ArrayList<>();

    SpeechTopics(KafkaConnection connection, SchemaRegistry registry) {
        this.registry = registry;
        this.deserializer = AvroSerde.of(Topics.SPEECH_EVENTS, registry).deserializer();
        this.consumer = new KafkaConsumer<>(
                connection.client("test-reader"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SPEECH_EVENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.producer = new KafkaProducer<>(
                connection.client("test-writer"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Everything of one kind that was told of the request, in order. */
    <R extends SpecificRecord> List<R> told(String requestId, Class<R> type) {
        consumer.poll(Duration.ofMillis(50))
                .forEach(entry -> told.add(deserializer.deserialize(entry.topic(), entry.value())));
        return told.stream()
                .filter(type::isInstance)
                .filter(fact -> requestId.equals(
                        fact.get(fact.getSchema().getField("request_id").pos())))
                .map(type::cast)
                .toList();
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes))
                .get();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
