package io.nekoagents.schema.wire;

import io.nekoagents.schema.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serializer and deserializer of a topic's values in the Confluent wire format. */
public record AvroSerde<V extends SpecificRecord>(Serializer<V> serializer, Deserializer<V> deserializer)
        implements Serde<V> {

    /** The serde of a topic, over a registry that the topic's schema has been registered with. */
    public static <V extends SpecificRecord> AvroSerde<V> of(Topic<V> topic, SchemaRegistry registry) {
        return new AvroSerde<>(new AvroSerializer<>(topic, registry), new AvroDeserializer<>(topic, registry));
    }

    /**
     * Reads a topic that others write: as {@link #of}, but for a value of more than {@link DeadLetter#MOST_BYTES} it fails with
     * {@link UnreadableRecordException}, for what follows from one would not fit into a record.
     */
    public static <V extends SpecificRecord> Deserializer<V> ofSource(Topic<V> topic, SchemaRegistry registry) {
        Deserializer<V> reader = new AvroDeserializer<>(topic, registry);
        return (name, bytes) -> {
            if (DeadLetter.isTooLarge(bytes)) {
                throw new UnreadableRecordException("Record of " + topic.name() + " has " + bytes.length
                        + " bytes, more than " + DeadLetter.MOST_BYTES);
            }
            return reader.deserialize(name, bytes);
        };
    }
}
