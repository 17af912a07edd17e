package io.nekoagents.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What sink and recorder both stand on; a caller may bring its own of each. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
public class BaseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    KafkaConnection kafkaConnection(Environment environment) {
        return KafkaConnection.from(environment::getProperty);
    }

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistry schemaRegistry(KafkaConnection connection) {
        return connection.registry();
    }

    /** Who runs several services in one process stops none of them for another. */
    @Bean
    @ConditionalOnMissingBean
    DeadThreads deadThreads() {
        return new DeadThreads(() -> {});
    }

    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    @Bean
    @ConditionalOnMissingBean
    Stores stores(StoreSettings settings) {
        return new OpenStores(settings);
    }
}
