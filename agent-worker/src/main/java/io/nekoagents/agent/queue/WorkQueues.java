package io.nekoagents.agent.queue;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens places at the queue, as many as the worker has slots. */
public final class WorkQueues implements AutoCloseable {

    private final KafkaConnection connection;
    private final QueueSettings settings;
    private final Producer<byte[], byte[]> deadLetters;
    private final RecordReader<QueuedTask> reader;

    public WorkQueues(KafkaConnection connection, SchemaRegistry registry, QueueSettings settings) {
        this.connection = connection;
        this.settings = settings;
        Map<String, Object> config = new HashMap<>(connection.client("neko-agent-dead-letters"));
        config.put("acks", "all");
        this.deadLetters = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.reader = new RecordReader<>(Topics.TASK_QUEUE, registry, deadLetters);
    }

    /** Gives the group its settings on the broker; to be done once, before the first place is opened. */
    public void prepare() throws InterruptedException {
        if (settings.mode() == QueueSettings.Mode.SHARE) {
            try (Admin admin = Admin.create(connection.client("neko-agent-provisioning"))) {
                new GroupProvisioning(admin, settings).provision();
            }
        }
    }

    /**
     * Opens a place.
     *
     * @param name of the slot; unique among all workers, for the broker's logs
     */
    public WorkQueue open(String name) {
        Map<String, Object> client = connection.client(name);
        Supplier<GroupMember> members = switch (settings.mode()) {
            case SHARE -> () -> new ShareMember(client, settings);
            case PARTITION -> () -> new PartitionMember(client, settings);
        };
        return new QueueSlot("queue-" + name, members, reader);
    }

    @Override
    public void close() {
        deadLetters.close();
    }
}
