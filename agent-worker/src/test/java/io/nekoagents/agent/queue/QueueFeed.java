package io.nekoagents.agent.queue;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other end of the queue: puts work there, and reads the dead letters. */
final class QueueFeed implements AutoCloseable {

    private final KafkaConnection connection;
    private final Serializer<QueuedTask> serializer;
    private final KafkaProducer<String, byte[]> producer;

    QueueFeed(KafkaConnection connection, SchemaRegistry registry) {
        this.connection = connection;
        this.serializer = AvroSerde.of(Topics.TASK_QUEUE, registry).serializer();
        this.producer =
                new KafkaProducer<>(connection.client("feed"), new StringSerializer(), new ByteArraySerializer());
    }

    void put(String... taskIds) throws ExecutionException, InterruptedException {
        for (String taskId : taskIds) {
            putBytes(taskId, serializer.serialize(Topics.TASK_QUEUE.name(), task(taskId)));
        }
    }

    private static QueuedTask task(String taskId) {
        return QueuedTask.newBuilder()
                .setTaskId(taskId)
                .setDispatch(1)
                .setSpec(TaskSpec.newBuilder().setTask("do it").build())
                .setQueuedAt(Instant.EPOCH)
                .build();
    }

    /** As the lifecycle does: the commit leaves a marker behind the record. */
    void putInTransaction(String taskId) throws ExecutionException, InterruptedException {
        Map<String, Object> config = new HashMap<>(connection.client("feed-" + taskId));
        config.put("transactional.id", "feed");
        try (var transactional = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(new ProducerRecord<>(
                            Topics.TASK_QUEUE.name(),
                            taskId,
                            serializer.serialize(Topics.TASK_QUEUE.name(), task(taskId))))
                    .get();
            transactional.commitTransaction();
        }
    }

    void putBytes(String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(Topics.TASK_QUEUE.name(), key, value))
                .get();
    }

    ConsumerRecord<String, byte[]> deadLetter() {
        TopicPartition letters = new TopicPartition(Topics.TASK_QUEUE.deadLetters(), 0);
        try (var consumer = new KafkaConsumer<>(
                connection.client("letters"), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
