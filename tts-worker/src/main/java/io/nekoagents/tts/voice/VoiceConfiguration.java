package io.nekoagents.tts.voice;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.room.VoiceDesk;
import io.nekoagents.tts.speech.Casting;
import io.nekoagents.tts.speech.SpeechSettings;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires voices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VoiceSettings.class)
public class VoiceConfiguration {

    @Bean
    References references(VoiceSettings settings, MeterRegistry meters) throws IOException {
        return References.open(settings, meters);
    }

    @Bean
    VoiceBook voiceBook(VoiceSettings settings) {
        return new VoiceBook(settings.defaultVoice());
    }

    /** Read to its end before anybody speaks. */
    @Bean
    LogTail<Voice> voiceTail(
            KafkaConnection connection,
            SchemaRegistry registry,
            SpeechSettings speech,
            VoiceBook book,
            KafkaProducer<byte[], byte[]> speechProducer) {
        LogTail<Voice> tail =
                new LogTail<>(connection, registry, Topics.VOICES, "neko-tts-" + speech.id() + "-voices", book::told);
        tail.start().join();
        return tail;
    }

    @Bean
    Casting casting(VoiceBook book, References references, LogTail<Voice> voiceTail) {
        return new VoiceCasting(book, references);
    }

    @Bean
    VoiceDesk voiceDesk(
            VoiceSettings settings,
            VoiceBook book,
            References references,
            KafkaProducer<byte[], byte[]> speechProducer,
            SchemaRegistry registry,
            InstantSource clock) {
        return new LoggedVoices(settings, book, references, speechProducer, registry, clock);
    }
}
