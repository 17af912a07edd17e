package io.nekoagents.capture.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.BaseConfiguration;
import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.config.DatasetSettings;
import io.nekoagents.capture.dataset.DatasetConfiguration;
import io.nekoagents.capture.dataset.DatasetLog;
import io.nekoagents.capture.log.Entries;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.sample.FrameSettings;
import io.nekoagents.capture.sample.FrameSource;
import io.nekoagents.capture.sample.Redactor;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the sink and what it needs. */
@Configuration(proxyBeanMethods = false)
@Import({BaseConfiguration.class, DatasetConfiguration.class})
@EnableConfigurationProperties({SinkSettings.class, DatasetSettings.class, FrameSettings.class})
public class SinkConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CutWatch cutWatch() {
        return CutWatch.NOBODY;
    }

    @Bean
    EventLog eventLog(KafkaConnection connection, SchemaRegistry registry, SinkSettings settings) {
        connection.provision(registry);
        return new EventLog(connection, registry, "neko-capture-" + settings.id());
    }

    @Bean
    DatasetConfiguration.Member member(SinkSettings settings) {
        return new DatasetConfiguration.Member(
                settings.id(), settings.groupProtocol().text(), own(settings));
    }

    @Bean
    Configs configs(DatasetSettings settings) {
        return new Configs(settings);
    }

    /** Made after the log, and so after the topics; no sample is made before what is configured is known. */
    @Bean
    LogTail<CaptureConfig> configTail(
            KafkaConnection connection, SchemaRegistry registry, EventLog log, Configs configs, SinkSettings settings) {
        LogTail<CaptureConfig> tail = new LogTail<>(
                connection, registry, Topics.CAPTURE_CONFIG, "neko-capture-configs-" + settings.id(), configs::told);
        tail.start().join();
        return tail;
    }

    @Bean
    Sampler sampler(FrameSettings frames, Stores stores, ObjectProvider<Redactor> redactors) {
        return new Sampler(
                new FrameSource(frames, stores), redactors.orderedStream().toList());
    }

    @Bean
    Cut cut(
            SinkSettings settings,
            DatasetSettings datasets,
            Stores stores,
            SchemaRegistry registry,
            InstantSource clock,
            CutWatch watch) {
        return new Cut(settings.id(), new Places(datasets.outPlace()), stores, new Entries(registry), clock, watch);
    }

    @Bean
    Sink.Parts parts(
            SinkSettings settings,
            KafkaConnection connection,
            Sampler sampler,
            DatasetLog datasets,
            Cut cut,
            Configs configs,
            MeterRegistry registry,
            InstantSource clock) {
        SinkMeters meters = new SinkMeters(registry);
        Path own = own(settings);
        return new Sink.Parts(
                new Intake(sampler, datasets, own.resolve("episode"), clock, meters),
                new Haul(configs, own.resolve("shards"), clock),
                cut,
                new Transactions(connection, settings.id()),
                meters);
    }

    private static Path own(SinkSettings settings) {
        return settings.work().resolve(settings.id());
    }

    @Bean
    Sink sink(
            SinkSettings settings,
            KafkaConnection connection,
            SchemaRegistry registry,
            DatasetLog datasets,
            LogTail<CaptureConfig> configs,
            Sink.Parts parts) {
        Sink sink = new Sink(settings, leaving -> new Reader(connection, settings, leaving), registry, datasets, parts);
        sink.start();
        return sink;
    }
}
