package io.nekoagents.ingest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.function.UnaryOperator;

/** An identity provider: makes tokens, those it should not make included. */
final class Issuer {

    static final String NAME = "https://id.example";
    static final String AUDIENCE = "neko-agents";

    private final RSAKey key;

    Issuer() {
        try {
            this.key = new RSAKeyGenerator(2_048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every JDK makes RSA keys", e);
        }
    }

    Path publicKey(Path file) throws IOException, JOSEException {
        return Files.writeString(file, pem());
    }

    String jwks() {
        return "{\"keys\": [" + key.toPublicJWK().toJSONString() + "]}";
    }

    private String pem() throws JOSEException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static JWTClaimsSet.Builder claims(String tenant, String role) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("mia")
                .claim("tenant", tenant)
                .claim("role", role)
                .expirationTime(in(Duration.ofMinutes(5)));
    }

    static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    String token(JWTClaimsSet.Builder claims) {
        return token(claims, header -> header);
    }

    String token(JWTClaimsSet.Builder claims, UnaryOperator<JWSHeader.Builder> change) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT);
        SignedJWT token = new SignedJWT(change.apply(header).build(), claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("An RSA key signs", e);
        }
        return token.serialize();
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    /** Signed as if the public key, which everybody knows, were a shared secret. */
    String signedWithPublicKey(JWTClaimsSet.Builder claims) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(pem()));
        } catch (JOSEException e) {
            throw new IllegalStateException("A text of that length signs", e);
        }
        return token.serialize();
    }

    /** With the key that it is signed by inside. */
    String bringingItsKey(JWTClaimsSet.Builder claims) {
        return token(claims, header -> header.jwk(key.toPublicJWK()));
    }
}
