package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemWriter;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.access.ApiKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the door before everything else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

    /** Limits that are by caller come after. */
    private static final int ORDER = 0;

    private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            AccessSettings settings,
            KnownRecords<ApiKey> keys,
            InstantSource clock,
            FailedAttempts attempts,
            ProblemWriter problems) {
        if (!settings.required()) {
            LOG.warn("neko.api.access.required is false: everybody who reaches this address is admin");
        }
        List<Credentials> kinds = new ArrayList<>(List.of(new KeyCredentials(keys, clock, settings)));
        if (settings.takesTokens()) {
            kinds.add(new TokenCredentials(TokenChecks.of(settings), settings));
        }
        FilterRegistrationBean<AccessFilter> filter =
                new FilterRegistrationBean<>(new AccessFilter(settings, List.copyOf(kinds), attempts, problems));
        filter.setOrder(ORDER);
        return filter;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerOf());
            }
        };
    }
}
