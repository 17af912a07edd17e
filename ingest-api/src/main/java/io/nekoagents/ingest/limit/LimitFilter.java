package io.nekoagents.ingest.limit;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.CallerOf;
import io.nekoagents.ingest.limit.Buckets.Taken;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Holds each caller to its limits, and says how much it has left (draft-ietf-httpapi-ratelimit-headers). */
final class LimitFilter extends HttpFilter {

    private final transient Map<Use, Limit> limits;
    private final transient ClientAddress addresses;
    private final transient ProblemWriter problems;

    /** @param limits of the uses that are limited */
    LimitFilter(Map<Use, Limit> limits, ClientAddress addresses, ProblemWriter problems) {
        this.limits = Map.copyOf(limits);
        this.addresses = addresses;
        this.problems = problems;
    }

    /** What is allowed of one use, and what of it was taken. */
    record Limit(Rate rate, Buckets buckets) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Use use = Use.of(request);
        Limit limit = limits.get(use);
        if (limit != null) {
            Taken taken = limit.buckets().take(who(request));
            tell(response, use, limit.rate(), taken);
            if (!taken.granted()) {
                problems.write(
                        ProblemException.tooMany("More requests than the limit allows", taken.again()), response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private String who(HttpServletRequest request) {
        return CallerOf.request(request).map(LimitFilter::name).orElseGet(() -> "address " + addresses.of(request));
    }

    /** A tenant has no space in it. */
    private static String name(Caller caller) {
        return caller.tenant() + " " + caller.subject();
    }

    private static void tell(HttpServletResponse response, Use use, Rate rate, Taken taken) {
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d".formatted(use.label(), rate.burst(), seconds(rate, rate.burst())));
        response.setHeader(
                "RateLimit",
                "\"%s\";r=%d;t=%d".formatted(use.label(), taken.left(), seconds(rate, rate.burst() - taken.left())));
    }

    private static long seconds(Rate rate, long missing) {
        return Math.max(1, rate.timeFor(missing).plusNanos(999_999_999).toSeconds());
    }
}
