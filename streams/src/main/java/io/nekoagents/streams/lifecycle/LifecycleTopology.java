package io.nekoagents.streams.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Commands and run events in; facts, states, what work there is and what clients are to hear out. Every name here is persistent. */
final class LifecycleTopology {

    static final String TASKS = "tasks";
    static final String DUE_TASKS = "due-tasks";
    static final String RECORD_FACTS = "record-facts";
    static final String PUBLISH_STATE = "publish-state";
    static final String PLACE_WORK = "place-work";
    static final String ANNOUNCE_WEBHOOKS = "announce-webhooks";
    static final String ADVANCE_TASKS = "advance-tasks";

    private static final String READ_COMMANDS = "read-commands";
    private static final String READ_RUN_EVENTS = "read-run-events";
    private static final String PLACE_RECORDS = "place-records";
    private static final String RETURN_COMMANDS = "return-commands";
    private static final String RETURN_RUN_EVENTS = "return-run-events";

    private static final Map<String, String> RETURNS =
            Map.of(Topics.TASK_COMMANDS.name(), RETURN_COMMANDS, Topics.RUN_EVENTS.name(), RETURN_RUN_EVENTS);

    private final SchemaRegistry registry;
    private final TaskPlacement placement;
    private final LifecycleLimits limits;
    private final Duration catchUp;
    private final LifecycleMeters meters;
    private final LifecycleTrace trace;

    LifecycleTopology(
            SchemaRegistry registry,
            TaskPlacement placement,
            LifecycleLimits limits,
            Duration catchUp,
            MeterRegistry meters,
            Tracer tracer) {
        this.registry = registry;
        this.placement = placement;
        this.limits = limits;
        this.catchUp = catchUp;
        this.meters = new LifecycleMeters(meters);
        this.trace = new LifecycleTrace(tracer);
    }

    Topology build() {
        Topology topology = new Topology();
        source(topology, READ_COMMANDS, Topics.TASK_COMMANDS);
        source(topology, READ_RUN_EVENTS, Topics.RUN_EVENTS);
        topology.addProcessor(
                PLACE_RECORDS, () -> new PlacementProcessor(placement, RETURNS), READ_COMMANDS, READ_RUN_EVENTS);
        sink(topology, RETURN_COMMANDS, Topics.TASK_COMMANDS, PLACE_RECORDS);
        sink(topology, RETURN_RUN_EVENTS, Topics.RUN_EVENTS, PLACE_RECORDS);
        topology.addProcessor(
                ADVANCE_TASKS, () -> new LifecycleProcessor(limits, catchUp, meters, trace), PLACE_RECORDS);
        topology.addStateStore(tasks(), ADVANCE_TASKS);
        topology.addStateStore(dueTasks(), ADVANCE_TASKS);
        sink(topology, RECORD_FACTS, Topics.TASK_EVENTS, ADVANCE_TASKS);
        sink(topology, PUBLISH_STATE, Topics.TASK_STATE, ADVANCE_TASKS);
        sink(topology, PLACE_WORK, Topics.TASK_DISPATCH, ADVANCE_TASKS);
        sink(topology, ANNOUNCE_WEBHOOKS, Topics.WEBHOOKS, ADVANCE_TASKS);
        return topology;
    }

    private void source(Topology topology, String name, Topic<SpecificRecord> topic) {
        topology.addSource(name, new StringDeserializer(), AvroSerde.ofSource(topic, registry), topic.name());
    }

    private void sink(Topology topology, String name, Topic<?> topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer(),
                parent);
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
