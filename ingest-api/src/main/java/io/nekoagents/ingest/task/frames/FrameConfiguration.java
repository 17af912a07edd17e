package io.nekoagents.ingest.task.frames;

import io.nekoagents.ingest.archive.Archive;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FrameArchiveSettings.class)
class FrameConfiguration {

    @Bean
    Archive frameArchive(FrameArchiveSettings settings) {
        return settings.open();
    }
}
