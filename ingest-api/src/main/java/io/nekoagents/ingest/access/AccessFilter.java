package io.nekoagents.ingest.access;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Lets in who may come in, before anything else looks at the request. What nobody thought of is closed: a path is open
 * only if it is spelled exactly as it is here, and what is not a read needs an operator.
 */
final class AccessFilter extends HttpFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final Set<String> OPEN = Set.of(
            "/api/v1/health",
            "/api/v1/health/live",
            "/api/v1/health/ready",
            "/openapi.json",
            "/docs",
            "/docs/docs.js",
            "/docs/swagger-ui.css",
            "/docs/swagger-ui-bundle.js");
    private static final String METRICS = "/api/v1/metrics";
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Pattern BEARER = Pattern.compile("Bearer +([\\x21-\\x7E]{1,8192})", Pattern.CASE_INSENSITIVE);

    private final transient AccessSettings settings;
    private final transient List<Credentials> kinds;
    private final transient FailedAttempts attempts;
    private final transient ProblemWriter problems;

    AccessFilter(AccessSettings settings, List<Credentials> kinds, FailedAttempts attempts, ProblemWriter problems) {
        this.settings = settings;
        this.kinds = kinds;
        this.attempts = attempts;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // What one caller may see is not to be kept for the next, nor taken for anything but what it says it is.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            if (!settings.required()) {
                CallerOf.set(request, Caller.ANYONE);
            } else if (!isOpen(request)) {
                admit(request);
            }
        } catch (ProblemException refusal) {
            problems.write(refusal, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return READS.contains(request.getMethod())
                && (OPEN.contains(path) || (settings.openMetrics() && METRICS.equals(path)));
    }

    private void admit(HttpServletRequest request) {
        List<String> shown = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (shown.isEmpty()) {
            throw ProblemException.unauthenticated();
        }
        attempts.requireFew(request);
        Optional<String> bearer = shown.size() == 1 ? bearer(shown.getFirst()) : Optional.empty();
        Caller caller = bearer.flatMap(this::caller).orElseThrow(() -> failed(request));
        Role needed = READS.contains(request.getMethod()) ? Role.VIEWER : Role.OPERATOR;
        if (!caller.role().covers(needed)) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.CALLER, caller.subject())
                    .addKeyValue(LogKeys.TENANT, caller.tenant())
                    .addKeyValue(LogKeys.NEEDED, needed)
                    .log("Refused a caller who may not do so much");
        }
        caller.require(needed);
        CallerOf.set(request, caller);
        CallerOf.setCheck(
                request,
                () -> bearer.flatMap(this::caller).filter(caller::equals).isPresent());
    }

    private ProblemException failed(HttpServletRequest request) {
        LOG.atInfo()
                .addKeyValue(LogKeys.PEER, request.getRemoteAddr())
                .log("Refused a caller whose key or token is not valid");
        attempts.count(request);
        return ProblemException.unauthenticated();
    }

    private static Optional<String> bearer(String header) {
        Matcher form = BEARER.matcher(header);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    private Optional<Caller> caller(String bearer) {
        return kinds.stream().flatMap(kind -> kind.callerOf(bearer).stream()).findFirst();
    }
}
