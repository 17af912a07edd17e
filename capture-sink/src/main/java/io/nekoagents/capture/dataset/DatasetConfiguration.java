package io.nekoagents.capture.dataset;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.DeadThreads;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is made from the log of shards. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeeperSettings.class)
public class DatasetConfiguration {

    /** This sink among all: its name, the protocol of its groups, and the folder that is its own. */
    public record Member(String sinkId, String groupProtocol, Path work) {}

    @Bean
    IndexKeeper.Tools keeperTools(Stores stores, KeeperSettings settings, MeterRegistry meters, DeadThreads dead) {
        return new IndexKeeper.Tools(stores, settings, meters, dead);
    }

    /** Made after the log for writing, and so after the topics. */
    @Bean
    DatasetLog datasetLog(
            KafkaConnection connection, SchemaRegistry registry, EventLog log, Member member, InstantSource clock) {
        DatasetLog datasets = new DatasetLog(connection, registry, member.sinkId(), clock);
        datasets.start().join();
        return datasets;
    }

    @Bean
    IndexKeeper indexKeeper(
            KafkaConnection connection, DatasetLog log, EventLog told, IndexKeeper.Tools tools, Member member) {
        IndexKeeper keeper = new IndexKeeper(
                () -> new KeeperLease(connection, member.groupProtocol(), member.sinkId()), log, told, tools);
        keeper.start();
        return keeper;
    }
}
