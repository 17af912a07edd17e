package io.nekoagents.ingest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has a fault that nobody foresaw. */
@RestController
final class FaultController {

    static final String SECRET = "jdbc:secret@/etc/passwd";

    @GetMapping("/api/v1/fault")
    String fail() {
        throw new IllegalStateException(SECRET);
    }
}
