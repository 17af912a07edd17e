package io.nekoagents.tts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.engine.Engine;
import io.nekoagents.tts.engine.EngineException;
import io.nekoagents.tts.engine.EngineSettings;
import io.nekoagents.tts.engine.Engines;
import io.nekoagents.tts.room.RoomConfiguration;
import io.nekoagents.tts.room.VoicePresence;
import io.nekoagents.tts.speech.Casting;
import io.nekoagents.tts.speech.Shelf;
import io.nekoagents.tts.speech.SpeechSettings;
import io.nekoagents.tts.speech.SpeechWorker;
import io.nekoagents.tts.voice.VoiceConfiguration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Wires and runs all that speaks; a caller may bring its own registry client, meters and clock. Beans are closed in the
 * reverse order of their making.
 */
@Configuration(proxyBeanMethods = false)
@Import({VoiceConfiguration.class, RoomConfiguration.class})
@EnableConfigurationProperties({SpeechSettings.class, EngineSettings.class})
public class TtsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    KafkaConnection kafkaConnection(Environment environment) {
        return KafkaConnection.from(environment::getProperty);
    }

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistry schemaRegistry(KafkaConnection connection) {
        return connection.registry();
    }

    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    /** Of facts, requests from chat, voices and dead letters. */
    @Bean
    KafkaProducer<byte[], byte[]> speechProducer(
            KafkaConnection connection, SchemaRegistry registry, SpeechSettings settings) {
        connection.provision(registry);
        Map<String, Object> config = new HashMap<>(connection.client("neko-tts-" + settings.id()));
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    Engine engine(EngineSettings settings) throws EngineException, InterruptedException {
        return Engines.open(settings);
    }

    @Bean
    SpeechWorker speechWorker(
            SpeechSettings settings,
            SpeechWorker.Log log,
            SpeechWorker.Voice voice,
            SpeechWorker.Places places,
            MeterRegistry meters,
            InstantSource clock) {
        return SpeechWorker.start(settings, log, voice, places, meters, clock);
    }

    @Bean
    SpeechWorker.Log speechLog(
            KafkaConnection connection, SchemaRegistry registry, KafkaProducer<byte[], byte[]> speechProducer) {
        return new SpeechWorker.Log(connection, registry, speechProducer);
    }

    @Bean
    SpeechWorker.Voice speechVoice(Engine engine, EngineSettings settings, Casting casting) {
        return new SpeechWorker.Voice(engine, settings.engineThreads(), casting);
    }

    @Bean
    Shelf shelf(SpeechSettings settings) {
        return Shelf.of(settings);
    }

    @Bean
    SpeechWorker.Places speechPlaces(VoicePresence presence, Shelf shelf) {
        return new SpeechWorker.Places(presence, shelf, presence::attend);
    }
}
