package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.view.KnownHistories;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
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
                .map(request -> known.hasCommandAfter(
                                tenant, KnownHistories.session(request.sessionId()), request.logKey(), request.offset())
                        ? request.stopping()
                        : request);
    }
}
