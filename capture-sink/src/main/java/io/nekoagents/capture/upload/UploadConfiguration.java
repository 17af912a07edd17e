package io.nekoagents.capture.upload;

import io.nekoagents.capture.config.DatasetSettings;
import io.nekoagents.capture.dataset.DatasetConfiguration;
import io.nekoagents.capture.dataset.DatasetLog;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires uploads on demand. */
@Configuration(proxyBeanMethods = false)
public class UploadConfiguration {

    @Bean
    UploadReader uploadReader(
            KafkaConnection connection, SchemaRegistry registry, DatasetConfiguration.Member member, UploadDesk desk) {
        UploadReader reader = new UploadReader(connection, registry, member.sinkId(), member.groupProtocol(), desk);
        reader.start();
        return reader;
    }

    @Bean
    UploadDesk uploadDesk(
            DatasetLog datasets,
            DatasetSettings settings,
            Stores stores,
            EventLog log,
            InstantSource clock,
            DatasetConfiguration.Member member) {
        DatasetCopier copier = new DatasetCopier(stores, member.work().resolve("copies"));
        return new UploadDesk(datasets, copier, settings.allowed(), log, clock);
    }
}
