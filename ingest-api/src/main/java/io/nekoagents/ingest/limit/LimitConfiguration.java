package io.nekoagents.ingest.limit;

import io.github.bucket4j.TimeMeter;
import io.nekoagents.ingest.access.FailedAttempts;
import io.nekoagents.ingest.problem.ProblemWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits, kept by this process alone: with n processes a caller may have n times as much. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitConfiguration {

    /** After the door, which says who calls. */
    private static final int ORDER = 1;

    @Bean
    FailedAttempts failedAttempts(LimitSettings settings) {
        Rate rate = new Rate(settings.failedPerSecond(), settings.failedBurst());
        return new FailedCallers(
                rate.limits() ? Optional.of(buckets(rate, settings)) : Optional.empty(),
                new ClientAddress(settings.trustedProxies()));
    }

    @Bean
    FilterRegistrationBean<LimitFilter> limitFilter(LimitSettings settings, ProblemWriter problems) {
        Map<Use, LimitFilter.Limit> limits = new EnumMap<>(Use.class);
        for (Use use : Use.values()) {
            Rate rate = rate(use, settings);
            if (rate.limits()) {
                limits.put(use, new LimitFilter.Limit(rate, buckets(rate, settings)));
            }
        }
        FilterRegistrationBean<LimitFilter> filter = new FilterRegistrationBean<>(
                new LimitFilter(limits, new ClientAddress(settings.trustedProxies()), problems));
        filter.setOrder(ORDER);
        return filter;
    }

    private static Rate rate(Use use, LimitSettings settings) {
        return switch (use) {
            case WRITE -> new Rate(settings.writePerSecond(), settings.writeBurst());
            case READ -> new Rate(settings.readPerSecond(), settings.readBurst());
            case STREAM -> new Rate(settings.streamPerSecond(), settings.streamBurst());
        };
    }

    private static Buckets buckets(Rate rate, LimitSettings settings) {
        return new Buckets(rate, settings.maxCallers(), TimeMeter.SYSTEM_NANOTIME);
    }
}
