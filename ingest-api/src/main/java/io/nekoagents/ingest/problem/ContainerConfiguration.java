package io.nekoagents.ingest.problem;

import io.nekoagents.ingest.ApiSettings;
import java.time.Duration;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the container takes, and how it says no. */
@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> strictContainer(ApiSettings settings) {
        Duration patience = settings.bodyTimeout();
        return server -> {
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve()));
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                    protocol.setConnectionTimeout(Math.toIntExact(patience.toMillis()));
                }
            });
        };
    }
}
