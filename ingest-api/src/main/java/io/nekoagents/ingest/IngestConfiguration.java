package io.nekoagents.ingest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.ingest.problem.SoundText;
import io.nekoagents.ingest.problem.WholeNumber;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.telemetry.metrics.Meters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * Everything the front door is made of; a caller may bring its own registry client and meters. Settings: {@code
 * neko.api.*} and {@code neko.kafka.*}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(ApiSettings.class)
@PropertySource("classpath:io/nekoagents/ingest/server.properties")
@ComponentScan
public class IngestConfiguration {

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

    @Bean
    @ConditionalOnMissingBean
    PrometheusMeterRegistry meterRegistry() {
        return Meters.registry();
    }

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Made after the topics are there: everything that reads or asks the log depends on it. */
    @Bean
    Admin admin(KafkaConnection connection, SchemaRegistry registry) {
        connection.provision(registry);
        return Admin.create(connection.client("neko-api-admin"));
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> listener(ApiSettings settings)
            throws UnknownHostException {
        InetAddress address = InetAddress.getByName(settings.address());
        return server -> {
            server.setAddress(address);
            server.setPort(settings.port());
        };
    }

    /** Says no where lenient reading would guess. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(SoundText.module())
                .addModule(WholeNumber.module())
                .changeDefaultNullHandling(_ -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
