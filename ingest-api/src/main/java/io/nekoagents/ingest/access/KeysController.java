package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.access.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class KeysController {

    private static final String KEYS = "/api/v1/keys";

    private final ApiKeys keys;
    private final JsonBody body;

    KeysController(ApiKeys keys, JsonBody body) {
        this.keys = keys;
        this.body = body;
    }

    /** A key as it is shown: without what it is checked by. */
    record KeyDocument(
            String keyId,
            String tenant,
            String role,
            String name,
            Instant createdAt,
            @Nullable Instant expiresAt,
            String createdBy) {

        static KeyDocument of(ApiKey key) {
            return new KeyDocument(
                    key.getKeyId(),
                    key.getTenant(),
                    key.getRole().name().toLowerCase(Locale.ROOT),
                    key.getName(),
                    key.getCreatedAt(),
                    key.getExpiresAt(),
                    key.getCreatedBy());
        }
    }

    /** @param key the secret, shown this once */
    record MadeDocument(
            String keyId,
            String key,
            String tenant,
            String role,
            String name,
            @Nullable Instant expiresAt) {}

    record KeysDocument(List<KeyDocument> keys) {}

    @PostMapping(path = KEYS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MadeDocument> make(Caller caller, HttpServletRequest request) throws InterruptedException {
        caller.require(Role.ADMIN);
        ApiKeys.Made made = keys.make(caller, body.read(request, KeyRequest.class));
        KeyDocument key = KeyDocument.of(made.key());
        return ResponseEntity.created(URI.create(KEYS + "/" + key.keyId()))
                .body(new MadeDocument(
                        key.keyId(), made.text().text(), key.tenant(), key.role(), key.name(), key.expiresAt()));
    }

    @GetMapping(KEYS)
    KeysDocument list(Caller caller, @RequestParam(required = false) @Nullable String tenant) {
        caller.require(Role.ADMIN);
        if (tenant != null && !Caller.isTenant(tenant)) {
            throw ProblemException.unreadable("tenant", "must be 1 to 63 of a-z, 0-9 and -");
        }
        return new KeysDocument(
                keys.list(caller, tenant).stream().map(KeyDocument::of).toList());
    }

    @DeleteMapping(KEYS + "/{keyId}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String keyId) throws InterruptedException {
        caller.require(Role.ADMIN);
        keys.revoke(caller, keyId);
        return ResponseEntity.noContent().build();
    }
}
