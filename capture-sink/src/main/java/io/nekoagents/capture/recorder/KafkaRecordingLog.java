package io.nekoagents.capture.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/** The topic of recordings. */
final class KafkaRecordingLog implements RecordingLog {

    private static final String TOPIC = Topics.CAPTURE_RECORDINGS.name();

    private final Producer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> serializer;

    /** @param producer that waits for every replica */
    KafkaRecordingLog(Producer<byte[], byte[]> producer, SchemaRegistry registry) {
        this.producer = producer;
        this.serializer = AvroSerde.of(Topics.CAPTURE_RECORDINGS, registry).serializer();
    }

    @Override
    public void append(String episodeId, SpecificRecord fact) {
        try {
            producer.send(entry(episodeId, fact)).get();
        } catch (ExecutionException e) {
            throw new LogUnavailableException("The broker did not take a record of " + TOPIC, e.getCause());
        } catch (KafkaException e) {
            throw new LogUnavailableException("A record of " + TOPIC + " could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing to " + TOPIC, e);
        }
    }

    private ProducerRecord<byte[], byte[]> entry(String episodeId, SpecificRecord fact) {
        ProducerRecord<byte[], byte[]> entry =
                new ProducerRecord<>(TOPIC, episodeId.getBytes(UTF_8), serializer.serialize(TOPIC, fact));
        entry.headers().add("event-id", UUID.randomUUID().toString().getBytes(UTF_8));
        entry.headers().add("correlation-id", episodeId.getBytes(UTF_8));
        return entry;
    }
}
