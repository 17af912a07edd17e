package io.nekoagents.capture.sink;

import io.nekoagents.schema.connect.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records and offsets, all at once or not at all. For one thread. */
final class Transactions implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** A transaction has no more to wait for than the broker; one that was left behind by a crash holds readers up that long. */
    private static final int LONGEST_MS = 15_000;

    private final Map<String, Object> config;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    Transactions(KafkaConnection connection, String sinkId) {
        this.config = new HashMap<>(connection.client("neko-capture-sink-" + sinkId));
        config.put("transactional.id", "neko-capture-sink-" + sinkId);
        config.put("transaction.timeout.ms", LONGEST_MS);
        config.put("delivery.timeout.ms", LONGEST_MS);
        config.put("request.timeout.ms", LONGEST_MS / 3);
        config.put("max.block.ms", LONGEST_MS);
        config.put("enable.idempotence", true);
        config.put("acks", "all");
        config.put("linger.ms", 5);
    }

    /**
     * Ends what an earlier process of this name left open: as long as nobody knows what became of it, nobody is told how far
     * its partitions were committed.
     */
    void begin() {
        open();
    }

    /**
     * Commits.
     *
     * @param group as it is now: what has lost its partitions commits nothing
     * @throws KafkaException if it is not, or it is not known whether it is, committed
     */
    void commit(
            List<ProducerRecord<byte[], byte[]>> entries,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<ConsumerGroupMetadata> group,
            Runnable written) {
        boolean done = false;
        try {
            KafkaProducer<byte[], byte[]> open = open();
            open.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            entries.forEach(entry -> sent.add(open.send(entry)));
            open.flush();
            sent.forEach(Transactions::await);
            open.sendOffsetsToTransaction(offsets, group.get());
            written.run();
            open.commitTransaction();
            done = true;
        } finally {
            if (!done) {
                // The next one aborts what this one left, or finds it committed; the committed offsets tell which.
                close();
            }
        }
    }

    private KafkaProducer<byte[], byte[]> open() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                open.initTransactions();
            } catch (KafkaException e) {
                open.close(Duration.ZERO);
                throw e;
            }
            producer = open;
        }
        return open;
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("The broker did not take a record", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }
}
