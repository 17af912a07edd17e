package io.nekoagents.ingest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param traceId under which the log tells of a failure
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceId) {

    /** Nothing more is to be known of it than its status and title. */
    private static final String NO_TYPE = "about:blank";

    static Problem of(int status, String title, String detail, List<FieldError> errors) {
        return new Problem(NO_TYPE, title, status, detail, errors, null);
    }

    static Problem ofFailure(String traceId) {
        return new Problem(
                NO_TYPE, "Internal Server Error", 500, "The server's log has the reason", List.of(), traceId);
    }
}
