package io.nekoagents.ingest.command;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The log of commands. One producer serves all threads; each write is acknowledged by every replica in sync. */
@Component
public final class CommandLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** What the producer calls an offset that the broker did not tell. */
    private static final long UNKNOWN_OFFSET = -1;

    private final Producer<String, SpecificRecord> producer;
    private final Duration longest;

    CommandLog(KafkaConnection connection, SchemaRegistry registry, ApiSettings settings) {
        this.longest = settings.writeTimeout();
        this.producer = new KafkaProducer<>(
                config(connection, longest),
                new StringSerializer(),
                AvroSerde.of(Topics.TASK_COMMANDS, registry).serializer());
    }

    private static Map<String, Object> config(KafkaConnection connection, Duration longest) {
        int most = Math.toIntExact(longest.toMillis());
        Map<String, Object> config = connection.client("neko-api-commands");
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
     * Writes a command and waits until it is safe.
     *
     * @return its offset, or -1 if the broker did not tell
     * @throws ProblemException 503, if it is not known to be safe in time; it may still be written
     */
    public long append(String taskId, SpecificRecord command) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            Future<RecordMetadata> sent =
                    producer.send(new ProducerRecord<>(Topics.TASK_COMMANDS.name(), taskId, command));
            RecordMetadata written = sent.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return written.hasOffset() ? written.offset() : UNKNOWN_OFFSET;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.atWarn().addKeyValue("task_id", taskId).setCause(e).log("A command is not known to be written");
            throw ProblemException.unavailable(
                    "The broker did not confirm the command; it may have been taken. Try again with the same Idempotency-Key");
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
