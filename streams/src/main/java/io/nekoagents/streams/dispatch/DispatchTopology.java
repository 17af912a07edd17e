package io.nekoagents.streams.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.session.SessionSettings;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Work that tasks need, signs of life of workers and commands of sessions in; queued work, refusals and states of sessions
 * out. Every name here is persistent.
 */
public final class DispatchTopology {

    static final String PLACES = "work-places";
    static final String DAYS = "tenant-days";
    static final String SESSIONS = "sessions";
    static final String QUEUE_WORK = "queue-work";
    static final String REFUSE_WORK = "refuse-work";
    static final String PUBLISH_SESSIONS = "publish-sessions";

    private static final String READ_WORK = "read-work";
    private static final String READ_WORKERS = "read-workers";
    private static final String READ_SESSIONS = "read-session-commands";
    private static final String DISPATCH_WORK = "dispatch-work";

    private final SchemaRegistry registry;
    private final DispatchSettings settings;
    private final SessionSettings sessions;
    private final MeterRegistry meters;

    public DispatchTopology(
            SchemaRegistry registry, DispatchSettings settings, SessionSettings sessions, MeterRegistry meters) {
        this.registry = registry;
        this.settings = settings;
        this.sessions = sessions;
        this.meters = meters;
    }

    /** Adds it to the topology of the process. */
    public void addTo(Topology topology) {
        AtomicInteger queued = new AtomicInteger();
        Gauge.builder("neko.task.queue.size", queued, AtomicInteger::get)
                .description("Tasks that wait for a worker")
                .strongReference(true)
                .register(meters);
        source(topology, READ_WORK, Topics.TASK_DISPATCH);
        source(topology, READ_WORKERS, Topics.WORKERS);
        source(topology, READ_SESSIONS, Topics.SESSION_COMMANDS);
        topology.addProcessor(
                DISPATCH_WORK,
                () -> new DispatchProcessor(settings, sessions, queued),
                READ_WORK,
                READ_WORKERS,
                READ_SESSIONS);
        store(topology, PLACES, Topics.TASK_DISPATCH);
        store(topology, SESSIONS, Topics.SESSION_STATE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DAYS), Serdes.String(), Serdes.String()),
                DISPATCH_WORK);
        sink(topology, QUEUE_WORK, Topics.TASK_QUEUE);
        sink(topology, REFUSE_WORK, Topics.RUN_EVENTS);
        sink(topology, PUBLISH_SESSIONS, Topics.SESSION_STATE);
    }

    private <V extends SpecificRecord> void store(Topology topology, String name, Topic<V> topic) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), AvroSerde.of(topic, registry)),
                DISPATCH_WORK);
    }

    private void source(Topology topology, String name, Topic<? extends SpecificRecord> topic) {
        topology.addSource(name, new StringDeserializer(), AvroSerde.ofSource(topic, registry), topic.name());
    }

    private void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(
                name,
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer(),
                DISPATCH_WORK);
    }
}
