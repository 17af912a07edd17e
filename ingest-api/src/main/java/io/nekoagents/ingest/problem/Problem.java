package io.nekoagents.ingest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A problem document (RFC 9457). */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    /** Nothing more is to be known of it than its status and title. */
    private static final String NO_TYPE = "about:blank";

    static Problem of(int status, String title, String detail, List<FieldError> errors) {
        return new Problem(NO_TYPE, title, status, detail, errors);
    }
}
