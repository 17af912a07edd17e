package io.nekoagents.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.webhook.WebhookDue;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.stereotype.Component;

/** Where deliveries go that were never taken. */
@Component
final class GivenUp implements AutoCloseable {

    private static final String ERROR = "WebhookGivenUp";

    private final Producer<byte[], byte[]> producer;
    private final Serializer<WebhookDue> serializer;

    GivenUp(KafkaConnection connection, SchemaRegistry registry) {
        Map<String, Object> config = connection.client("neko-api-webhook-dead-letters");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.serializer = AvroSerde.of(Topics.WEBHOOKS, registry).serializer();
    }

    /**
     * Writes a delivery to the dead letters and waits until it is safe.
     *
     * @param cause for a person
     * @throws KafkaException if it is not
     */
    void add(int partition, Delivery delivery, String cause) throws InterruptedException {
        String topic = Topics.WEBHOOKS.name();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic,
                partition,
                delivery.offset(),
                delivery.due().getTaskId().getBytes(UTF_8),
                serializer.serialize(topic, delivery.due()));
        try {
            producer.send(DeadLetter.of(record, ERROR, cause)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "A delivery that was given up could not be written to the dead letters", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
