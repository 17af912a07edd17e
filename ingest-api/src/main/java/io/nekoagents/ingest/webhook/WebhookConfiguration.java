package io.nekoagents.ingest.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.webhook.WebhookSecret;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires and runs the delivery of webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);

    /** A client waits for it when it submits. */
    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(2);

    @Bean
    SystemLookup systemLookup() {
        return new SystemLookup(LONGEST_LOOKUP);
    }

    @Bean
    VettedNames vettedNames(NameLookup lookup, WebhookSettings settings) {
        return new VettedNames(lookup, new AddressRules(settings.networks()));
    }

    @Bean
    TenantSecrets tenantSecrets(WebhookSettings settings, KnownRecords<WebhookSecret> known) {
        return new TenantSecrets(settings.masterKey(), known);
    }

    @Bean
    Poster poster(VettedNames names, WebhookSettings settings, InstantSource clock) {
        return new Poster(names, settings.attemptTimeout(), settings.maxInFlight(), clock);
    }

    @Bean
    Attempts attempts(
            DeliveryView view,
            TenantSecrets secrets,
            WebhookSettings settings,
            Poster poster,
            AttemptLog log,
            GivenUp givenUp,
            InstantSource clock,
            MeterRegistry meters) {
        return new Attempts(view, secrets, settings, poster, log, givenUp, clock, meters);
    }

    @Bean
    Deliverer deliverer(
            KafkaConnection connection,
            DeliveryView view,
            TaskView tasks,
            Attempts attempts,
            WebhookSettings settings,
            InstantSource clock) {
        Deliverer deliverer = new Deliverer(connection, view, attempts, settings, clock, tasks::caughtUp);
        if (settings.on()) {
            deliverer.start();
        } else {
            LOG.info("neko.api.webhook.master-key is empty: this process delivers no webhooks");
        }
        return deliverer;
    }

    @Bean
    MeterBinder webhookMeters(DeliveryView view) {
        return meters -> Gauge.builder("neko.webhook.pending", view, DeliveryView::pending)
                .description("Tasks that have a webhook before them, of all partitions")
                .register(meters);
    }
}
