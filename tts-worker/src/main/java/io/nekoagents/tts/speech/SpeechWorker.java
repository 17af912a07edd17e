package io.nekoagents.tts.speech;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.engine.Engine;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that speaks. When it is closed it falls silent, and leaves what is open to another worker. */
public final class SpeechWorker implements AutoCloseable {

    private final SpeechReader reader;
    private final FileDesk files;
    private final Synthesizer synthesizer;
    private final KafkaFacts facts;

    private SpeechWorker(SpeechReader reader, FileDesk files, Synthesizer synthesizer, KafkaFacts facts) {
        this.reader = reader;
        this.files = files;
        this.synthesizer = synthesizer;
        this.facts = facts;
    }

    /**
     * The log, and how to get at it.
     *
     * @param producer that waits for every replica
     */
    public record Log(KafkaConnection connection, SchemaRegistry registry, Producer<byte[], byte[]> producer) {}

    /**
     * What it speaks with.
     *
     * @param parallel segments at once
     */
    public record Voice(Engine engine, int parallel, Casting casting) {}

    /**
     * Where it speaks.
     *
     * @param territory is told which partitions of the requests it has
     */
    public record Places(Stages stages, Shelf shelf, java.util.function.Consumer<Set<Integer>> territory) {}

    /** Begins to speak. */
    public static SpeechWorker start(
            SpeechSettings settings, Log log, Voice voice, Places places, MeterRegistry registry, InstantSource clock) {
        Memory memory = new Memory();
        Meters meters = new Meters(registry, clock);
        KafkaFacts facts = new KafkaFacts(log.producer(), log.registry(), memory);
        Synthesizer synthesizer = new Synthesizer(voice.engine(), voice.parallel(), meters.synthesis());
        Speech.Tools tools =
                new Speech.Tools(settings.id(), places.stages(), voice.casting(), synthesizer, facts, meters);
        FileDesk files = new FileDesk(tools, places.shelf());
        SpeechReader reader = new SpeechReader(
                () -> member(log.connection(), settings.id()),
                new RecordReader<>(Topics.SPEECH_REQUESTS, log.registry(), log.producer()),
                new Speeches(tools, files, memory, settings.timing()),
                new History(() -> consumer(reading(log.connection(), settings.id())), log.registry(), memory, clock),
                places.territory());
        reader.start();
        return new SpeechWorker(reader, files, synthesizer, facts);
    }

    private static Consumer<byte[], byte[]> member(KafkaConnection connection, String id) {
        Map<String, Object> config = reading(connection, id);
        config.put("group.id", SpeechReader.GROUP);
        config.put("group.protocol", "classic");
        config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        // A worker that dies is silent until its sessions are another's.
        config.put("session.timeout.ms", 10_000);
        config.put("heartbeat.interval.ms", 2_000);
        return consumer(config);
    }

    private static Map<String, Object> reading(KafkaConnection connection, String id) {
        Map<String, Object> config = new HashMap<>(connection.client("neko-tts-" + id));
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether requests are read. */
    public boolean alive() {
        return reader.alive();
    }

    @Override
    public void close() {
        reader.close();
        files.close();
        synthesizer.close();
        facts.close();
    }
}
