package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.schema.wire.UnknownSchemaException;
import io.nekoagents.schema.wire.UnreadableRecordException;
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

/** Reads commands; what cannot be read goes to the topic's dead letters, with the cause in its headers. */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final Deserializer<SpecificRecord> deserializer;
    private final Producer<byte[], byte[]> deadLetters;

    RecordReader(SchemaRegistry registry, Producer<byte[], byte[]> deadLetters) {
        this.deserializer = AvroSerde.of(Topics.CAPTURE_COMMANDS, registry).deserializer();
        this.deadLetters = deadLetters;
    }

    /** The command, or empty once an unreadable record is among the dead letters. */
    Optional<SpecificRecord> read(ConsumerRecord<byte[], byte[]> entry) {
        try {
            SpecificRecord command = deserializer.deserialize(entry.topic(), entry.value());
            if (command != null) {
                return Optional.of(command);
            }
            bury(entry, "NullValue", "A command must have a value");
        } catch (UnreadableRecordException | UnknownSchemaException e) {
            bury(entry, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void bury(ConsumerRecord<byte[], byte[]> entry, String error, String message) {
        LOG.atWarn()
                .addKeyValue(LogKeys.PARTITION, entry.partition())
                .addKeyValue(LogKeys.OFFSET, entry.offset())
                .addKeyValue(LogKeys.PROBLEM, message)
                .log("An unreadable command goes to the dead letters");
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
