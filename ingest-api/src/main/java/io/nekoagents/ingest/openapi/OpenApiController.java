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

    /** The page may have a key: nothing of elsewhere runs in it, and it tells nobody else. Swagger UI writes styles into itself. */
    private static final String OWN_FILES_ONLY = "default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final byte[] description;
    private final byte[] page;
    private final byte[] script;

    OpenApiController() throws IOException {
        try (InputStream yaml = resource("openapi.yaml");
                InputStream html = resource("docs.html");
                InputStream javascript = resource("docs.js")) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            this.description = JsonMapper.shared().writeValueAsBytes(read);
            this.page = html.readAllBytes();
            this.script = javascript.readAllBytes();
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
                .header("Content-Security-Policy", OWN_FILES_ONLY)
                .body(page);
    }

    @GetMapping("/docs/docs.js")
    ResponseEntity<byte[]> script() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript"))
                .cacheControl(A_WHILE)
                .body(script);
    }
}
