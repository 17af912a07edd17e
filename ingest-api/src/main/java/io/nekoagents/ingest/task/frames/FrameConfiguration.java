package io.nekoagents.ingest.task.frames;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FrameArchiveSettings.class)
class FrameConfiguration {

    @Bean
    FrameArchive frameArchive(FrameArchiveSettings settings) {
        return settings.open();
    }
}
