package io.nekoagents.ingest.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in. Tokens are read once a key to check them with is named, by its address or its file.
 *
 * @param required whether a caller must say who it is; where not, everybody is admin of the tenant default
 * @param adminKey a key, of at least 32 characters, that is admin of the tenant default and can make the first keys;
 *     empty for none
 * @param issuer the iss that tokens must carry
 * @param jwksUri where the issuer's public keys are; https, or on this machine
 * @param publicKeyFile the issuer's one public key, RSA or EC, as a PEM file; instead of jwks-uri
 * @param audience the aud that tokens must carry
 * @param tenantClaim the claim that names the tenant
 * @param roleClaim the claim that names the role; a list of them is read from the claim roles
 * @param openMetrics whether the metrics are shown to everybody
 */
@ConfigurationProperties("neko.api.access")
record AccessSettings(
        @DefaultValue("true") boolean required,
        @DefaultValue("") String adminKey,
        @DefaultValue("") String issuer,
        @Nullable URI jwksUri,
        @Nullable Path publicKeyFile,
        @DefaultValue("") String audience,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("role") String roleClaim,
        @DefaultValue("true") boolean openMetrics) {

    private static final int SHORTEST_KEY = 32;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    AccessSettings {
        require("admin-key", adminKey.isBlank() || isKey(adminKey), "must be 32 to 512 visible ASCII characters");
        require("jwks-uri", jwksUri == null || isSafe(jwksUri), "must be an https address, or http on this machine");
        require("jwks-uri", jwksUri == null || publicKeyFile == null, "must not stand beside public-key-file");
        boolean tokens = jwksUri != null || publicKeyFile != null;
        require("issuer", tokens != issuer.isBlank(), "must be given exactly where jwks-uri or public-key-file is");
        require("audience", tokens != audience.isBlank(), "must be given exactly where jwks-uri or public-key-file is");
        require("tenant-claim", !tenantClaim.isBlank(), "must not be blank");
        require("role-claim", !roleClaim.isBlank(), "must not be blank");
    }

    boolean takesTokens() {
        return jwksUri != null || publicKeyFile != null;
    }

    private static boolean isKey(String key) {
        return key.length() >= SHORTEST_KEY && key.matches("[\\x21-\\x7E]{1,512}");
    }

    private static boolean isSafe(URI address) {
        String host = address.getHost();
        return host != null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(host)));
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.api.access." + key + " " + rule);
        }
    }

    /** Without the key: settings are easily logged. */
    @Override
    public String toString() {
        return "AccessSettings[required=" + required + ", issuer=" + issuer + ", audience=" + audience + "]";
    }
}
