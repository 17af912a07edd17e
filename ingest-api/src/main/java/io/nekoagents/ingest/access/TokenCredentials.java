package io.nekoagents.ingest.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.nekoagents.ingest.problem.ProblemException;
import java.text.ParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signed tokens (JWT) of one identity provider. */
final class TokenCredentials implements Credentials {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCredentials.class);
    private static final String ROLES = "roles";

    private final JWTProcessor<SecurityContext> tokens;
    private final AccessSettings settings;

    TokenCredentials(JWTProcessor<SecurityContext> tokens, AccessSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    @Override
    public Optional<Caller> callerOf(String bearer) {
        try {
            return caller(tokens.process(bearer, null));
        } catch (RateLimitReachedException e) {
            LOG.atDebug().setCause(e).log("Refused a token of a key that the issuer did not have a moment ago");
            return Optional.empty();
        } catch (KeySourceException e) {
            LOG.atWarn().setCause(e).log("The issuer's public keys are not known");
            throw ProblemException.unavailable("The issuer's public keys cannot be read");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.atDebug().setCause(e).log("Refused a token");
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(JWTClaimsSet claims) {
        String subject = "jwt:" + claims.getSubject();
        if (!Caller.isSubject(subject)) {
            return Optional.empty();
        }
        String tenant = Optional.ofNullable(claims.getClaim(settings.tenantClaim()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isTenant)
                .orElseThrow(() -> ProblemException.forbidden("The token names no tenant"));
        Role role = roles(claims)
                .map(Role::named)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> ProblemException.forbidden("The token names no role of this service"));
        return Optional.of(new Caller(subject, tenant, role));
    }

    private Stream<String> roles(JWTClaimsSet claims) {
        return Stream.of(settings.roleClaim(), ROLES).flatMap(name -> switch (claims.getClaim(name)) {
            case String role -> Stream.of(role);
            case Collection<?> several ->
                several.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        });
    }
}
