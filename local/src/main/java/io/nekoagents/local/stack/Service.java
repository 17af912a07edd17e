package io.nekoagents.local.stack;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs a service in a context of its own within this JVM; all share one client of the registry and one set of meters. */
public final class Service {

    private Service() {}

    /**
     * Starts a service.
     *
     * @param configuration of the service
     * @param web whether it serves HTTP
     * @param settings by their full names, over the environment
     * @param beans that the service takes in place of its own
     */
    public static ConfigurableApplicationContext start(
            Class<?> configuration,
            boolean web,
            Map<String, String> settings,
            SchemaRegistry registry,
            PrometheusMeterRegistry meters,
            Object... beans) {
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(configuration)
                .web(web ? WebApplicationType.SERVLET : WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                // The stack closes its services itself, in order.
                .registerShutdownHook(false)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("sharedSchemaRegistry", registry);
                    context.getBeanFactory().registerSingleton("sharedMeters", meters);
                    for (Object bean : beans) {
                        context.getBeanFactory()
                                .registerSingleton("given" + bean.getClass().getSimpleName(), bean);
                    }
                })
                .run(arguments);
    }
}
