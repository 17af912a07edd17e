package io.nekoagents.ingest.health;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class HealthController {

    private final Probes probes;

    HealthController(Probes probes) {
        this.probes = probes;
    }

    @GetMapping({"/api/v1/health", "/api/v1/health/ready"})
    ResponseEntity<Health> ready() throws InterruptedException {
        Health health = probes.look();
        return ResponseEntity.status(health.isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(health);
    }

    /** A process that does not live is to be started again. */
    @GetMapping("/api/v1/health/live")
    ResponseEntity<Map<String, String>> live() {
        return probes.live()
                ? ResponseEntity.ok(Map.of("status", "live"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "dead"));
    }
}
