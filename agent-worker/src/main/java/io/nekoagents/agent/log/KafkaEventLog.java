package io.nekoagents.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.telemetry.trace.TraceParent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in Kafka: one idempotent producer for everything the worker writes. */
public final class KafkaEventLog implements EventLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final SchemaRegistry registry;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Serializer<?>> serializers = new ConcurrentHashMap<>();

    public KafkaEventLog(KafkaConnection connection, SchemaRegistry registry, String clientId) {
        this.registry = registry;
        Map<String, Object> config = new HashMap<>(connection.client(clientId));
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public <V extends SpecificRecord> void append(Topic<V> topic, String key, V value) {
        try {
            producer.send(entry(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new LogUnavailableException("The broker did not take a record of " + topic.name(), e.getCause());
        } catch (KafkaException e) {
            throw new LogUnavailableException("A record of " + topic.name() + " could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing to " + topic.name(), e);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
    public <V extends SpecificRecord> void appendLater(Topic<V> topic, String key, V value) {
        try {
            producer.send(entry(topic, key, value), (_, failure) -> {
                if (failure != null) {
                    warn(topic, failure);
                }
            });
        } catch (KafkaException e) {
            warn(topic, e);
        }
    }

    private static void warn(Topic<?> topic, Exception failure) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, topic.name())
                .addKeyValue(LogKeys.PROBLEM, failure.toString())
                .log("A record was not written");
    }

    private <V extends SpecificRecord> ProducerRecord<String, byte[]> entry(Topic<V> topic, String key, V value) {
        @SuppressWarnings("unchecked") // put there for this very topic
        Serializer<V> serializer = (Serializer<V>) serializers.computeIfAbsent(
                topic.name(), _ -> AvroSerde.of(topic, registry).serializer());
        ProducerRecord<String, byte[]> entry =
                new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), value));
        entry.headers().add("event-id", UUID.randomUUID().toString().getBytes(UTF_8));
        entry.headers().add("correlation-id", key.getBytes(UTF_8));
        TraceParent.currentHeader().ifPresent(place -> entry.headers().add(TraceParent.HEADER, place));
        return entry;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
