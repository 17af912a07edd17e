package io.nekoagents.ingest.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Serves {@code openapi.yaml} as JSON, and Swagger UI to read it and try it with. */
@RestController
final class OpenApiController {

    private static final CacheControl A_WHILE = CacheControl.maxAge(Duration.ofMinutes(5));

    private final byte[] description;
    private final byte[] page;

    OpenApiController() throws IOException {
        try (InputStream yaml = resource("openapi.yaml");
                InputStream html = resource("docs.html")) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            this.description = JsonMapper.shared().writeValueAsBytes(read);
            this.page = html.readAllBytes();
        }
    }

    private static InputStream resource(String name) throws IOException {
        return new ClassPathResource(name, OpenApiController.class).getInputStream();
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> description() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(A_WHILE)
                .body(description);
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(A_WHILE)
                .body(page);
    }
}
