package io.nekoagents.schema.wire;

import io.nekoagents.schema.topic.Topic;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records that must have a value; what cannot be read goes to the topic's dead letters. Thread-safe. */
public final class RecordReader<V extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final Deserializer<V> deserializer;
    private final Producer<byte[], byte[]> deadLetters;

    public RecordReader(Topic<V> topic, SchemaRegistry registry, Producer<byte[], byte[]> deadLetters) {
        this.deserializer = AvroSerde.of(topic, registry).deserializer();
        this.deadLetters = deadLetters;
    }

    /**
     * The value of a record, or empty once an unreadable one is among the dead letters.
     *
     * @throws RegistryUnavailableException if it cannot be told yet
     * @throws KafkaException if the dead letter could not be written
     */
    public Optional<V> read(ConsumerRecord<byte[], byte[]> entry) {
        try {
            V value = deserializer.deserialize(entry.topic(), entry.value());
            if (value != null) {
                return Optional.of(value);
            }
            bury(entry, "NullValue", "A record of " + entry.topic() + " must have a value");
        } catch (UnreadableRecordException | UnknownSchemaException e) {
            bury(entry, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void bury(ConsumerRecord<byte[], byte[]> entry, String error, String message) {
        LOG.atWarn()
                .addKeyValue("topic", entry.topic())
                .addKeyValue("partition", entry.partition())
                .addKeyValue("offset", entry.offset())
                .addKeyValue("problem", message)
                .log("An unreadable record goes to the dead letters");
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(entry, error, message);
        try {
            deadLetters.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("Could not write to " + letter.topic(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
