package io.nekoagents.ingest.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/** What a request asks of the service. */
enum Use {
    WRITE,
    READ,
    STREAM;

    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** By the path as the container has decoded it: however it is spelled, a stream is a stream. */
    static Use of(HttpServletRequest request) {
        if (!READS.contains(request.getMethod())) {
            return WRITE;
        }
        return request.getServletPath().endsWith("/events") ? STREAM : READ;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
