package io.nekoagents.capture.recorder;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.BaseConfiguration;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.connect.CommandGroup;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.connect.TailBeginning;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the recorder. */
@Configuration(proxyBeanMethods = false)
@Import(BaseConfiguration.class)
@EnableConfigurationProperties({RecorderSettings.class, KeptFrameSettings.class})
public class RecorderConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FrameKeeper frameKeeper(KeptFrameSettings settings, Stores stores) {
        return FrameKeeper.in(stores.at(settings.place()));
    }

    @Bean
    KafkaProducer<byte[], byte[]> recordingProducer(
            KafkaConnection connection, SchemaRegistry registry, RecorderSettings settings) {
        connection.provision(registry);
        Map<String, Object> config = new HashMap<>(connection.client("neko-capture-" + settings.id()));
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    RecorderTools recorderTools(
            RecorderSettings settings,
            KafkaRecordingLog log,
            FrameKeeper keeper,
            InstantSource clock,
            MeterRegistry meters) {
        return new RecorderTools(
                settings.id(),
                log,
                keeper,
                RecordingWriter.Limits.USUAL,
                clock,
                System::nanoTime,
                new SecureRandom(),
                settings.agents(),
                settings.patience(),
                new RecorderMeters(meters));
    }

    @Bean
    KafkaRecordingLog recordingLog(KafkaProducer<byte[], byte[]> recordingProducer, SchemaRegistry registry) {
        return new KafkaRecordingLog(recordingProducer, registry);
    }

    @Bean
    Recorder recorder(
            RecorderSettings settings,
            RecorderTools tools,
            KafkaProducer<byte[], byte[]> recordingProducer,
            KafkaConnection connection,
            SchemaRegistry registry) {
        RecorderParts parts = RecorderParts.of(settings, tools);
        String name = "neko-capture-" + settings.id();
        CommandGroup<SpecificRecord> commands = new CommandGroup<>(
                connection,
                Topics.CAPTURE_COMMANDS,
                EpisodeOffice.member(name),
                new RecordReader<>(Topics.CAPTURE_COMMANDS, registry, recordingProducer),
                new EpisodeOffice(parts.recordings()));
        Map<LogTail<?>, TailBeginning> tails = Map.of(
                new LogTail<>(connection, registry, Topics.SESSION_STATE, name + "-sessions", parts.sessions()::told),
                TailBeginning.FIRST,
                new LogTail<>(connection, registry, Topics.CAPTURE_CONFIG, name + "-configs", parts.options()::told),
                TailBeginning.FIRST,
                new LogTail<>(connection, registry, Topics.CAPTURE_COMMANDS, name + "-commands", (_, command) -> {
                    // A partition can have gone to another recorder while its episode goes on here.
                    if (command instanceof EndEpisode end) {
                        var _ = parts.recordings().endHere(end);
                    }
                }),
                TailBeginning.END);
        Recorder recorder = new Recorder(commands, tails, parts.recordings(), parts.watched(), parts.rooms());
        recorder.start();
        return recorder;
    }
}
