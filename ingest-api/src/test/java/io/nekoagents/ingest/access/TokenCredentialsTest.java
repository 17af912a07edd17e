package io.nekoagents.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.nekoagents.ingest.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCredentialsTest {

    @TempDir
    private Path folder;

    private ECKey key;
    private TokenCredentials credentials;

    @BeforeEach
    void readsAKeyOfACurve() throws JOSEException, IOException {
        key = new ECKeyGenerator(Curve.P_256).generate();
        AccessSettings settings = settings(pem(key.toECPublicKey()));
        credentials = new TokenCredentials(TokenChecks.of(settings), settings);
    }

    @Test
    void takesTheHighestRoleThatATokenLists() throws JOSEException {
        assertThat(credentials.callerOf(token(
                        claims().claim("org", "alpha").claim("roles", List.of("viewer", "gardener", "operator")),
                        "JWT")))
                .contains(new Caller("jwt:mia", "alpha", Role.OPERATOR));
    }

    @Test
    void takesAccessTokensAndNoneOfAnotherType() throws JOSEException {
        JWTClaimsSet.Builder claims = claims().claim("org", "alpha").claim("role", "viewer");
        assertThat(credentials.callerOf(token(claims, "at+jwt"))).isPresent();
        assertThat(credentials.callerOf(token(claims, "logout+jwt"))).isEmpty();
    }

    @Test
    void bearsWithAClockThatIsAMinuteOff() throws JOSEException {
        JWTClaimsSet.Builder claims = claims().claim("org", "alpha").claim("role", "viewer");
        Date justOver = Date.from(Instant.now().minusSeconds(50));
        assertThat(credentials.callerOf(token(claims.expirationTime(justOver), "JWT")))
                .isPresent();
        Date longOver = Date.from(Instant.now().minusSeconds(62));
        assertThat(credentials.callerOf(token(claims.expirationTime(longOver), "JWT")))
                .isEmpty();
    }

    @Test
    void knowsButDoesNotPlaceWhoHasNoTenantOrRole() {
        assertThatThrownBy(() -> credentials.callerOf(token(claims().claim("role", "admin"), "JWT")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("tenant");
        assertThatThrownBy(() -> credentials.callerOf(token(claims().claim("org", "alpha"), "JWT")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("role");
    }

    @Test
    void refusesKeysThatAreWeakOrNone() throws JOSEException, IOException {
        RSAKey weak = new RSAKeyGenerator(1_024, true).generate();
        AccessSettings settings = settings(pem(weak.toRSAPublicKey()));
        assertThatThrownBy(() -> TokenChecks.of(settings)).hasMessageContaining("2048 bits");
        AccessSettings nothing = settings(Files.writeString(folder.resolve("none.pem"), "nothing"));
        assertThatThrownBy(() -> TokenChecks.of(nothing)).hasMessageContaining("public-key-file");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience(List.of("other", "neko"))
                .subject("mia")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private String token(JWTClaimsSet.Builder claims, String type) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private Path pem(PublicKey key) throws IOException {
        return Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private static AccessSettings settings(Path file) {
        return new AccessSettings(true, "", "https://id.example", null, file, "neko", "org", "role", true);
    }
}
