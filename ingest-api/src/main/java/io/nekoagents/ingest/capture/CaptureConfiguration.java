package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.view.KnownHistories;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaptureSettings.class)
class CaptureConfiguration {

    @Bean
    Histories<Episode> episodes(
            @Qualifier("knownEpisodes") KnownHistories known,
            KafkaConnection connection,
            SchemaRegistry registry,
            ApiSettings settings) {
        return new Histories<>(
                "episode",
                known,
                (tenant, id) -> Episode.of(known.of(tenant, id)),
                new LogWriter<>(
                        connection, registry, Topics.CAPTURE_COMMANDS, "neko-api-capture", settings.writeTimeout()),
                settings);
    }
}
