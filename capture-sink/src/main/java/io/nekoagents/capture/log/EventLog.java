package io.nekoagents.capture.log;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records one by one, each there for good when the call returns. Thread-safe. */
public final class EventLog implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Entries entries;
    private final KafkaProducer<byte[], byte[]> producer;

    public EventLog(KafkaConnection connection, SchemaRegistry registry, String clientId) {
        this.entries = new Entries(registry);
        Map<String, Object> config = new HashMap<>(connection.client(clientId));
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws LogUnavailableException if the broker does not take it */
    public <V extends SpecificRecord> void append(Topic<V> topic, String key, V value) {
        append(entries.of(topic, key, value));
    }

    /** @throws LogUnavailableException if the broker does not take it */
    public void append(ProducerRecord<byte[], byte[]> entry) {
        try {
            producer.send(entry).get();
        } catch (ExecutionException e) {
            throw new LogUnavailableException("The broker did not take a record of " + entry.topic(), e.getCause());
        } catch (KafkaException e) {
            throw new LogUnavailableException("A record of " + entry.topic() + " could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing to " + entry.topic(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
