package io.nekoagents.streams.episode;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Facts, frames and actions of tasks and what recorders say in; episodes out. Every name here is persistent. */
public final class EpisodeTopology {

    static final String EPISODES = "episodes";
    static final String PIECES = "episode-pieces";
    static final String DUE = "due-episodes";

    private static final String READ_FACTS = "read-task-facts";
    private static final String READ_FRAMES = "read-frames";
    private static final String READ_ACTIONS = "read-actions";
    private static final String READ_RECORDINGS = "read-recordings";
    private static final String ASSEMBLE_EPISODES = "assemble-episodes";
    private static final String TELL_EPISODES = "tell-episodes";

    private final SchemaRegistry registry;
    private final EpisodeLimits limits;
    private final Duration catchUp;
    private final EpisodeMeters meters;

    /** @param catchUp without a record for so long, the log is taken to be read to its end */
    public EpisodeTopology(SchemaRegistry registry, EpisodeSettings settings, Duration catchUp, MeterRegistry meters) {
        this.registry = registry;
        this.limits = settings.limits();
        this.catchUp = catchUp;
        this.meters = new EpisodeMeters(meters);
    }

    /** Adds it to the topology of the process. */
    public void addTo(Topology topology) {
        source(topology, READ_FACTS, Topics.TASK_EVENTS);
        source(topology, READ_FRAMES, Topics.FRAMES);
        source(topology, READ_ACTIONS, Topics.ACTIONS);
        source(topology, READ_RECORDINGS, Topics.CAPTURE_RECORDINGS);
        topology.addProcessor(
                ASSEMBLE_EPISODES,
                () -> new EpisodeProcessor(limits, catchUp, meters),
                READ_FACTS,
                READ_FRAMES,
                READ_ACTIONS,
                READ_RECORDINGS);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(EPISODES),
                        Serdes.String(),
                        DraftSerde.of(EpisodeDraft.getEncoder(), EpisodeDraft.getDecoder())),
                ASSEMBLE_EPISODES);
        bytes(topology, PIECES);
        bytes(topology, DUE);
        topology.addSink(
                TELL_EPISODES,
                Topics.CAPTURE_EPISODES.name(),
                new StringSerializer(),
                AvroSerde.of(Topics.CAPTURE_EPISODES, registry).serializer(),
                ASSEMBLE_EPISODES);
    }

    private static void bytes(Topology topology, String name) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
                ASSEMBLE_EPISODES);
    }

    private void source(Topology topology, String name, Topic<? extends SpecificRecord> topic) {
        topology.addSource(name, new StringDeserializer(), AvroSerde.ofSource(topic, registry), topic.name());
    }
}
