package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.archive.Archive;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.view.KnownHistories;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpeechArchiveSettings.class)
class SpeechConfiguration {

    @Bean
    Histories<SpeechRequest> speechRequests(
            @Qualifier("knownSpeech") KnownHistories known,
            KafkaConnection connection,
            SchemaRegistry registry,
            ApiSettings settings) {
        return new Histories<>(
                "speech request",
                known,
                (tenant, id) -> find(known, tenant, id),
                new LogWriter<>(
                        connection, registry, Topics.SPEECH_REQUESTS, "neko-api-speech", settings.writeTimeout()),
                settings);
    }

    /** What stops a session stops what stands before it in the log. */
    private static Optional<SpeechRequest> find(KnownHistories known, String tenant, String id) {
        return SpeechRequest.of(known.of(tenant, id))
                .map(request -> isStopped(known, request) ? request.stopping() : request);
    }

    private static boolean isStopped(KnownHistories known, SpeechRequest request) {
        String session = request.sessionId();
        return session != null
                && known.hasCommandAfter(
                        request.tenant(), KnownHistories.session(session), request.logKey(), request.offset());
    }

    /** Files that workers spoke into. */
    @Bean
    Archive speechArchive(SpeechArchiveSettings settings) {
        return settings.open();
    }
}
