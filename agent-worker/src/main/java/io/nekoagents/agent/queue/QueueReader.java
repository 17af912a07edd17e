package io.nekoagents.agent.queue;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.schema.wire.UnknownSchemaException;
import io.nekoagents.schema.wire.UnreadableRecordException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads queue records; what cannot be read goes to the queue's dead letters, with the cause in its headers. */
final class QueueReader {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

    private final Deserializer<QueuedTask> deserializer;
    private final Producer<byte[], byte[]> deadLetters;

    QueueReader(SchemaRegistry registry, Producer<byte[], byte[]> deadLetters) {
        this.deserializer = AvroSerde.of(Topics.TASK_QUEUE, registry).deserializer();
        this.deadLetters = deadLetters;
    }

    /**
     * The task of a record, or empty once an unreadable record is among the dead letters.
     *
     * @throws io.nekoagents.schema.wire.RegistryUnavailableException if it cannot be told yet
     * @throws KafkaException if the dead letter could not be written
     */
    Optional<QueuedTask> read(ConsumerRecord<byte[], byte[]> queued) {
        try {
            QueuedTask task = deserializer.deserialize(queued.topic(), queued.value());
            if (task != null) {
                return Optional.of(task);
            }
            bury(queued, "NullValue", "A queue record must have a value");
        } catch (UnreadableRecordException | UnknownSchemaException e) {
            bury(queued, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void bury(ConsumerRecord<byte[], byte[]> queued, String error, String message) {
        LOG.atWarn()
                .addKeyValue(LogKeys.OFFSET, queued.offset())
                .addKeyValue(LogKeys.PROBLEM, message)
                .log("An unreadable queue record goes to the dead letters");
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(queued, error, message);
        try {
            deadLetters.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("Could not write to " + letter.topic(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
