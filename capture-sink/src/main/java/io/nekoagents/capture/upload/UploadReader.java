package io.nekoagents.capture.upload;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the uploads among the commands, one at a time, in a group of its own: what else is asked for there is for others.
 * While one is carried out, which may take long, the group is kept company.
 */
final class UploadReader implements AutoCloseable {

    static final String GROUP = "neko-capture-uploads";

    private static final Logger LOG = LoggerFactory.getLogger(UploadReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration COMPANY = Duration.ofMillis(100);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Map<String, Object> config;
    private final Deserializer<SpecificRecord> deserializer;
    private final UploadDesk desk;
    private final ExecutorService copying = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("dataset-copy").daemon(true).factory());
    private final Thread thread;

    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
    private @Nullable TopicPartition held;

    UploadReader(KafkaConnection connection, SchemaRegistry registry, String sinkId, String protocol, UploadDesk desk) {
        this.config = new HashMap<>(connection.client("neko-capture-uploads-" + sinkId));
        config.put("group.id", GROUP);
        config.put("group.protocol", protocol);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", 1);
        this.deserializer = AvroSerde.of(Topics.CAPTURE_COMMANDS, registry).deserializer();
        this.desk = desk;
        this.thread = Thread.ofPlatform().name("dataset-uploads").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                consumer.subscribe(List.of(Topics.CAPTURE_COMMANDS.name()), new Revocations());
                while (!closed) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        serve(consumer, record);
                    }
                }
            } catch (WakeupException _) {
                LOG.atDebug().log("Woken");
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) { // the edge of this thread
                LOG.atWarn().setCause(e).log("An upload could not be carried out; it is taken up again");
                pause();
            }
        }
    }

    private void serve(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record)
            throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Optional<UploadDataset> command = read(record);
        if (command.isPresent() && !carryOut(consumer, partition, command.get())) {
            return;
        }
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
    }

    /** The recorder's part of the commands, and what cannot be read, is told of by those whose commands they mostly are. */
    private Optional<UploadDataset> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value()) instanceof UploadDataset upload
                    ? Optional.of(upload)
                    : Optional.empty();
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.PARTITION, record.partition())
                    .addKeyValue(LogKeys.OFFSET, record.offset())
                    .log("A command cannot be read and is passed over");
            return Optional.empty();
        }
    }

    /** False if its partition went to another instance meanwhile, which takes it up. */
    private boolean carryOut(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, UploadDataset command)
            throws InterruptedException {
        held = partition;
        Future<?> copy = copying.submit(() -> {
            desk.carryOut(command);
            return null;
        });
        try {
            while (!copy.isDone() && held != null && !closed) {
                consumer.pause(consumer.assignment());
                for (ConsumerRecord<byte[], byte[]> early : consumer.poll(COMPANY)) {
                    consumer.seek(new TopicPartition(early.topic(), early.partition()), early.offset());
                }
            }
            if (!copy.isDone()) {
                return false;
            }
            copy.get();
            return held != null;
        } catch (ExecutionException e) {
            throw new UploadFailedException(command.getUploadId(), e.getCause());
        } finally {
            copy.cancel(true);
            held = null;
            consumer.resume(consumer.paused());
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(LEAVING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        copying.shutdownNow();
    }

    private final class Revocations implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (held != null && partitions.contains(held)) {
                held = null;
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Offsets are committed ones.
        }
    }
}
