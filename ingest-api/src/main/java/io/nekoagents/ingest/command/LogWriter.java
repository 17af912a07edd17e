package io.nekoagents.ingest.command;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.telemetry.trace.TraceParent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to one topic. One producer serves all threads; each write is acknowledged by every replica in sync. */
public final class LogWriter<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** What the producer calls an offset that the broker did not tell. */
    private static final long UNKNOWN_OFFSET = -1;

    private final Topic<V> topic;
    private final Producer<String, V> producer;
    private final Duration longest;

    /**
     * @param clientId how the broker's log names the writer
     * @param longest wait for the broker
     */
    public LogWriter(
            KafkaConnection connection, SchemaRegistry registry, Topic<V> topic, String clientId, Duration longest) {
        this.topic = topic;
        this.longest = longest;
        this.producer = new KafkaProducer<>(
                config(connection, clientId, longest),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer());
    }

    private static Map<String, Object> config(KafkaConnection connection, String clientId, Duration longest) {
        int most = Math.toIntExact(longest.toMillis());
        Map<String, Object> config = connection.client(clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, most / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, most / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, most);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return config;
    }

    /**
     * Writes a record and waits until it is safe.
     *
     * @param value null to delete what was written under the key
     * @return its offset, or -1 if the broker did not tell
     * @throws ProblemException 503, if it is not known to be safe in time; it may still be written
     */
    public long append(String key, @Nullable V value) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        return await(key, send(key, value), deadline);
    }

    /**
     * Writes one record under each key and waits until all are safe. Each is sent before any is waited for: one that is
     * slow holds up no other.
     *
     * @throws ProblemException 503, if one is not known to be safe in time; each may still be written
     */
    public void appendAll(SequencedMap<String, ? extends V> values) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        SequencedMap<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        values.forEach((key, value) -> sent.put(key, send(key, value)));
        for (Map.Entry<String, Future<RecordMetadata>> each : sent.entrySet()) {
            await(each.getKey(), each.getValue(), deadline);
        }
    }

    private Future<RecordMetadata> send(String key, @Nullable V value) {
        try {
            return producer.send(entry(key, value));
        } catch (KafkaException e) {
            throw unconfirmed(key, e);
        }
    }

    private long await(String key, Future<RecordMetadata> sent, long deadline) throws InterruptedException {
        try {
            RecordMetadata written = sent.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return written.hasOffset() ? written.offset() : UNKNOWN_OFFSET;
        } catch (ExecutionException | TimeoutException e) {
            throw unconfirmed(key, e);
        }
    }

    private ProblemException unconfirmed(String key, Exception cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, topic.name())
                .addKeyValue(LogKeys.KEY, key)
                .setCause(cause)
                .log("A record is not known to be written");
        return ProblemException.unavailable(
                "The broker did not confirm the command; it may have been taken. Try again; under an Idempotency-Key a task is taken once");
    }

    private ProducerRecord<String, V> entry(String key, @Nullable V value) {
        ProducerRecord<String, V> entry = new ProducerRecord<>(topic.name(), key, value);
        TraceParent.currentHeader().ifPresent(place -> entry.headers().add(TraceParent.HEADER, place));
        return entry;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
