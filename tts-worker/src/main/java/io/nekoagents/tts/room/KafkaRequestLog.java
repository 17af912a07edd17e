package io.nekoagents.tts.room;

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

/** The topic of requests to speak. */
final class KafkaRequestLog implements ChatDesk.RequestLog {

    private static final String TOPIC = Topics.SPEECH_REQUESTS.name();

    private final Producer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> serializer;

    KafkaRequestLog(Producer<byte[], byte[]> producer, SchemaRegistry registry) {
        this.producer = producer;
        this.serializer = AvroSerde.of(Topics.SPEECH_REQUESTS, registry).serializer();
    }

    @Override
    public void append(String key, SpecificRecord request) throws NotDoneException, InterruptedException {
        try {
            ProducerRecord<byte[], byte[]> entry =
                    new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), serializer.serialize(TOPIC, request));
            entry.headers().add("event-id", UUID.randomUUID().toString().getBytes(UTF_8));
            producer.send(entry).get();
        } catch (ExecutionException | KafkaException e) {
            throw new NotDoneException("the log does not take it now", e);
        }
    }
}
