package io.nekoagents.streams.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.dispatch.DispatchSettings;
import io.nekoagents.streams.dispatch.DispatchTopology;
import io.nekoagents.streams.episode.EpisodeSettings;
import io.nekoagents.streams.episode.EpisodeTopology;
import io.nekoagents.streams.inlet.InletSettings;
import io.nekoagents.streams.inlet.InletTopology;
import io.nekoagents.streams.session.SessionSettings;
import io.nekoagents.telemetry.trace.TraceSettings;
import io.nekoagents.telemetry.trace.Tracing;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires and runs the task lifecycle; a caller may bring its own registry client and meters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    LifecycleSettings.class,
    DispatchSettings.class,
    SessionSettings.class,
    InletSettings.class,
    EpisodeSettings.class,
    TraceSettings.class
})
public class LifecycleConfiguration {

    @Bean
    KafkaConnection kafkaConnection(Environment environment) {
        return KafkaConnection.from(environment::getProperty);
    }

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistry schemaRegistry(KafkaConnection connection) {
        return connection.registry();
    }

    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Tracing tracing(TraceSettings settings) {
        return Tracing.of("streams", settings);
    }

    @Bean
    LifecycleStreams lifecycleStreams(
            KafkaConnection connection,
            SchemaRegistry registry,
            LifecycleSettings settings,
            DispatchSettings dispatch,
            SessionSettings sessions,
            InletSettings inlet,
            EpisodeSettings episodes,
            MeterRegistry meters,
            Tracing tracing) {
        connection.provision(registry);
        connection.provision(registry, inlet.topics());
        Topology topology = new LifecycleTopology(
                        registry,
                        TaskPlacement.of(connection),
                        settings.limits(),
                        settings.catchUp(),
                        meters,
                        tracing.tracer())
                .build();
        new DispatchTopology(registry, dispatch, sessions, meters).addTo(topology);
        new InletTopology(registry, inlet).addTo(topology);
        new EpisodeTopology(registry, episodes, settings.catchUp(), meters).addTo(topology);
        LifecycleStreams lifecycle = new LifecycleStreams(topology, connection, settings);
        new KafkaStreamsMetrics(lifecycle.streams()).bindTo(meters);
        lifecycle.start();
        return lifecycle;
    }
}
