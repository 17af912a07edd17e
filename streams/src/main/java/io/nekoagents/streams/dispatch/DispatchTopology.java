package io.nekoagents.streams.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Work that tasks need and signs of life of workers in; queued work and refusals out. Every name here is persistent. */
public final class DispatchTopology {

    static final String PLACES = "work-places";
    static final String DAYS = "tenant-days";
    static final String QUEUE_WORK = "queue-work";
    static final String REFUSE_WORK = "refuse-work";

    private static final String READ_WORK = "read-work";
    private static final String READ_WORKERS = "read-workers";
    private static final String DISPATCH_WORK = "dispatch-work";
    private final SchemaRegistry registry;
    private final DispatchSettings settings;
    private final MeterRegistry meters;

    public DispatchTopology(SchemaRegistry registry, DispatchSettings settings, MeterRegistry meters) {
        this.registry = registry;
        this.settings = settings;
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
        topology.addProcessor(DISPATCH_WORK, () -> new DispatchProcessor(settings, queued), READ_WORK, READ_WORKERS);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(PLACES),
                        Serdes.String(),
                        AvroSerde.of(Topics.TASK_DISPATCH, registry)),
                DISPATCH_WORK);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DAYS), Serdes.String(), Serdes.String()),
                DISPATCH_WORK);
        sink(topology, QUEUE_WORK, Topics.TASK_QUEUE);
        sink(topology, REFUSE_WORK, Topics.RUN_EVENTS);
    }

    private void source(Topology topology, String name, Topic<? extends SpecificRecord> topic) {
        topology.addSource(
                name, new StringDeserializer(), AvroSerde.of(topic, registry).deserializer(), topic.name());
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
