package io.nekoagents.capture.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Makes records of the catalogue's topics, with the headers that all have. */
public final class Entries {

    private final SchemaRegistry registry;
    private final Map<String, Serializer<?>> serializers = new ConcurrentHashMap<>();

    public Entries(SchemaRegistry registry) {
        this.registry = registry;
    }

    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> of(Topic<V> topic, String key, V value) {
        @SuppressWarnings("unchecked") // put there for this very topic
        Serializer<V> serializer = (Serializer<V>) serializers.computeIfAbsent(
                topic.name(), _ -> AvroSerde.of(topic, registry).serializer());
        ProducerRecord<byte[], byte[]> entry =
                new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), serializer.serialize(topic.name(), value));
        entry.headers().add("event-id", UUID.randomUUID().toString().getBytes(UTF_8));
        entry.headers().add("correlation-id", key.getBytes(UTF_8));
        return entry;
    }
}
