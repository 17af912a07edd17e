package io.nekoagents.capture.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.capture.BaseConfiguration;
import io.nekoagents.capture.DeadThreads;
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
    Places places(DatasetSettings datasets) {
        return new Places(datasets.outPlace());
    }

    @Bean
    Carrier carrier(Stores stores, CutWatch watch) {
        return new Carrier(stores, watch);
    }

    @Bean
    Cut.Tools cutTools(Carrier carrier, SchemaRegistry registry, InstantSource clock, CutWatch watch) {
        return new Cut.Tools(carrier, new Entries(registry), clock, watch);
    }

    @Bean
    Intake intake(Sampler sampler, DatasetLog datasets, SinkSettings settings, SinkMeters meters, InstantSource clock) {
        return new Intake(sampler, datasets, own(settings).resolve("episode"), clock, meters);
    }

    @Bean
    SinkMeters sinkMeters(MeterRegistry registry) {
        return new SinkMeters(registry);
    }

    @Bean
    Holding holding(SinkSettings settings, Places places, Cut.Tools tools, SinkMeters meters) {
        Holding holding = new Holding(settings, places, tools.carrier(), tools.clock(), meters);
        meters.watch(holding, tools.clock());
        return holding;
    }

    @Bean
    Sink.Out out(SinkSettings settings, KafkaConnection connection, Places places, Cut.Tools tools, Holding holding) {
        return new Sink.Out(new Cut(settings, places, tools), holding, new Transactions(connection, settings.id()));
    }

    @Bean
    Haul haul(SinkSettings settings, Configs configs, InstantSource clock) {
        return new Haul(configs, own(settings).resolve("shards"), clock);
    }

    @Bean
    Sink.Parts parts(Intake intake, Haul haul, Sink.Out out, SinkMeters meters, DeadThreads dead) {
        return new Sink.Parts(intake, haul, out, meters, dead);
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
