package io.nekoagents.tts.speech;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.LogKeys;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of what became of speech. What is told waits on a thread of its own, never on who tells it. */
final class KafkaFacts implements Facts, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaFacts.class);
    private static final String TOPIC = Topics.SPEECH_EVENTS.name();
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final Memory memory;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tts-facts").daemon(true).factory());

    /** @param producer that waits for every replica */
    KafkaFacts(Producer<byte[], byte[]> producer, SchemaRegistry registry, Memory memory) {
        this.producer = producer;
        this.serializer = AvroSerde.of(Topics.SPEECH_EVENTS, registry).serializer();
        this.memory = memory;
    }

    @Override
    public CompletableFuture<Void> tell(String key, SpecificRecord fact) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        try {
            thread.execute(() -> send(key, fact, told));
        } catch (RejectedExecutionException e) {
            told.completeExceptionally(e);
        }
        return told;
    }

    private void send(String key, SpecificRecord fact, CompletableFuture<Void> told) {
        try {
            var _ = producer.send(entry(key, fact), (_, failure) -> {
                if (failure == null) {
                    // Not before: what the log does not know has not been.
                    memory.learn(fact);
                    told.complete(null);
                } else {
                    lost(key, failure, told);
                }
            });
        } catch (KafkaException e) {
            lost(key, e, told);
        }
    }

    private static void lost(String key, Exception failure, CompletableFuture<Void> told) {
        LOG.atWarn().addKeyValue(LogKeys.SESSION, key).setCause(failure).log("The log was not told of speech");
        told.completeExceptionally(failure);
    }

    private ProducerRecord<byte[], byte[]> entry(String key, SpecificRecord fact) {
        ProducerRecord<byte[], byte[]> entry =
                new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), serializer.serialize(TOPIC, fact));
        entry.headers().add("event-id", UUID.randomUUID().toString().getBytes(UTF_8));
        return entry;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("Not all of what became of speech could be told");
                thread.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
