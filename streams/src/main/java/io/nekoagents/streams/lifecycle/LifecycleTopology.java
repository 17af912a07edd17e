package io.nekoagents.streams.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Commands and run events in; facts, states and work out. Every name here is persistent. */
final class LifecycleTopology {

    static final String TASKS = "tasks";
    static final String DUE_TASKS = "due-tasks";
    static final String RECORD_FACTS = "record-facts";
    static final String PUBLISH_STATE = "publish-state";
    static final String QUEUE_WORK = "queue-work";

    private static final String READ_COMMANDS = "read-commands";
    private static final String READ_RUN_EVENTS = "read-run-events";
    private static final String ADVANCE_TASKS = "advance-tasks";

    private final SchemaRegistry registry;
    private final LifecycleLimits limits;
    private final Duration catchUp;
    private final MeterRegistry meters;

    LifecycleTopology(SchemaRegistry registry, LifecycleLimits limits, Duration catchUp, MeterRegistry meters) {
        this.registry = registry;
        this.limits = limits;
        this.catchUp = catchUp;
        this.meters = meters;
    }

    Topology build() {
        Topology topology = new Topology();
        source(topology, READ_COMMANDS, Topics.TASK_COMMANDS);
        source(topology, READ_RUN_EVENTS, Topics.RUN_EVENTS);
        topology.addProcessor(
                ADVANCE_TASKS, () -> new LifecycleProcessor(limits, catchUp, meters), READ_COMMANDS, READ_RUN_EVENTS);
        topology.addStateStore(tasks(), ADVANCE_TASKS);
        topology.addStateStore(dueTasks(), ADVANCE_TASKS);
        sink(topology, RECORD_FACTS, Topics.TASK_EVENTS);
        sink(topology, PUBLISH_STATE, Topics.TASK_STATE);
        sink(topology, QUEUE_WORK, Topics.TASK_QUEUE);
        return topology;
    }

    private void source(Topology topology, String name, Topic<SpecificRecord> topic) {
        topology.addSource(
                name, new StringDeserializer(), AvroSerde.of(topic, registry).deserializer(), topic.name());
    }

    private void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(
                name,
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer(),
                ADVANCE_TASKS);
    }

    private StoreBuilder<KeyValueStore<String, TaskState>> tasks() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(TASKS), Serdes.String(), AvroSerde.of(Topics.TASK_STATE, registry));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> dueTasks() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(DUE_TASKS), Serdes.Bytes(), Serdes.ByteArray());
    }
}
