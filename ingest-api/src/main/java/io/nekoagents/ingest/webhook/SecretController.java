package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.Role;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SecretController {

    private static final String SECRET = "/api/v1/webhooks/secret";

    private final SecretRotation secrets;

    SecretController(SecretRotation secrets) {
        this.secrets = secrets;
    }

    @GetMapping(SECRET)
    ResponseEntity<SecretRotation.Current> show(Caller caller) {
        caller.require(Role.ADMIN);
        return unkept(secrets.current(caller));
    }

    @PostMapping(SECRET + "/rotate")
    ResponseEntity<SecretRotation.Current> rotate(Caller caller) throws InterruptedException {
        caller.require(Role.ADMIN);
        return unkept(secrets.rotate(caller));
    }

    private static ResponseEntity<SecretRotation.Current> unkept(SecretRotation.Current secret) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(secret);
    }
}
