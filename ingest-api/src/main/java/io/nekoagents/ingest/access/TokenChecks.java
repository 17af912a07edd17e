package io.nekoagents.ingest.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** What makes a token valid: a signature of the issuer's key, by an algorithm of that key's kind, and its claims. */
final class TokenChecks {

    /** Public-key signatures alone: with one of a shared secret, whoever knows the public key could sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int CLOCK_SKEW_SECONDS = 60;

    /** So long the issuer's keys of before are good while it does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private static final int WEAKEST_RSA_BITS = 2_048;

    private TokenChecks() {}

    /** @throws IllegalArgumentException if the settings name no key that can be read */
    static JWTProcessor<SecurityContext> of(AccessSettings settings) {
        DefaultJWTProcessor<SecurityContext> checks = new DefaultJWTProcessor<>();
        checks.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings)));
        checks.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                Set.of(settings.audience()),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "exp"),
                Set.of());
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        checks.setJWTClaimsSetVerifier(claims);
        return checks;
    }

    private static JWKSource<SecurityContext> keys(AccessSettings settings) {
        URI address = settings.jwksUri();
        Path file = settings.publicKeyFile();
        try {
            if (address != null) {
                return JWKSourceBuilder.<SecurityContext>create(address.toURL())
                        .retrying(true)
                        .outageTolerant(OUTAGE.toMillis())
                        .build();
            }
            if (file != null) {
                return new ImmutableJWKSet<>(new JWKSet(publicKey(file)));
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("neko.api.access.jwks-uri is no address", e);
        }
        throw new IllegalArgumentException("There is no key to check tokens with");
    }

    private static JWK publicKey(Path file) {
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(Files.readString(file).replaceAll("-----(BEGIN|END) PUBLIC KEY-----", ""));
            return rsa(der).or(() -> ellipticCurve(der))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "neko.api.access.public-key-file must hold a PUBLIC KEY, RSA or EC: " + file));
        } catch (IOException e) {
            throw new IllegalArgumentException("neko.api.access.public-key-file cannot be read: " + file, e);
        }
    }

    private static Optional<JWK> rsa(byte[] der) {
        return key("RSA", der).map(RSAPublicKey.class::cast).map(key -> {
            if (key.getModulus().bitLength() < WEAKEST_RSA_BITS) {
                throw new IllegalArgumentException("neko.api.access.public-key-file: RSA needs 2048 bits or more");
            }
            return new RSAKey.Builder(key).build();
        });
    }

    private static Optional<JWK> ellipticCurve(byte[] der) {
        return key("EC", der)
                .map(ECPublicKey.class::cast)
                .map(key -> new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build());
    }

    /** Empty if it is a key of another kind. */
    private static Optional<PublicKey> key(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)));
        } catch (InvalidKeySpecException _) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + kind, e);
        }
    }
}
