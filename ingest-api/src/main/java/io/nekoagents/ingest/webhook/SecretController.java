package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.Role;
import io.nekoagents.ingest.page.Parameters;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    ResponseEntity<SecretRotation.Current> rotate(Caller caller, @RequestParam MultiValueMap<String, String> parameters)
            throws InterruptedException {
        caller.require(Role.ADMIN);
        boolean force = Parameters.of(parameters, Set.of("force")).readFlag("force");
        return unkept(secrets.rotate(caller, force));
    }

    private static ResponseEntity<SecretRotation.Current> unkept(SecretRotation.Current secret) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(secret);
    }
}
