package io.nekoagents.tts.speech;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.connect.CommandGroup;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.engine.Engine;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that speaks. When it is closed it falls silent, and leaves what is open to another worker. */
public final class SpeechWorker implements AutoCloseable {

    private final CommandGroup<?> reader;
    private final FileDesk files;
    private final Synthesizer synthesizer;
    private final KafkaFacts facts;

    private SpeechWorker(CommandGroup<?> reader, FileDesk files, Synthesizer synthesizer, KafkaFacts facts) {
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
        String client = "neko-tts-" + settings.id();
        History history = new History(() -> reader(log.connection(), client), log.registry(), memory, clock);
        CommandGroup<SpecificRecord> reader = new CommandGroup<>(
                log.connection(),
                Topics.SPEECH_REQUESTS,
                SpeechOffice.member(client),
                new RecordReader<>(Topics.SPEECH_REQUESTS, log.registry(), log.producer()),
                new SpeechOffice(new Speeches(tools, files, memory, settings.timing()), history, places.territory()));
        reader.start();
        return new SpeechWorker(reader, files, synthesizer, facts);
    }

    /** Of no group. */
    private static Consumer<byte[], byte[]> reader(KafkaConnection connection, String client) {
        Map<String, Object> config = connection.client(client + "-history");
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
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
