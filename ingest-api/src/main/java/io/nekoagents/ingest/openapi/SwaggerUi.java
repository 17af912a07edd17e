package io.nekoagents.ingest.openapi;

import java.util.Objects;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** The two files of Swagger UI that the page needs; nothing else of the class path is served. */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {

    private static final String NAME = "swagger-ui";
    /** One pattern, for what is looked up is the part of the path from the first variable on: of a plain path, nothing. */
    private static final String FILES = "/docs/{file:swagger-ui\\.css|swagger-ui-bundle\\.js}";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        String version =
                Objects.requireNonNull(new WebJarVersionLocator().version(NAME), "Swagger UI is not on the class path");
        registry.addResourceHandler(FILES)
                .addResourceLocations("classpath:/META-INF/resources/webjars/" + NAME + "/" + version + "/")
                .setCachePeriod(3_600);
    }
}
