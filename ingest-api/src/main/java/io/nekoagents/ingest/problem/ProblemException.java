package io.nekoagents.ingest.problem;

import io.nekoagents.schema.rule.Violation;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The request is answered with a problem document. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final HttpStatus status;
    private final transient List<FieldError> errors;
    private final transient HttpHeaders headers;

    private ProblemException(HttpStatus status, String detail, List<FieldError> errors, HttpHeaders headers) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = errors;
        this.headers = headers;
    }

    private ProblemException(HttpStatus status, String detail, List<FieldError> errors) {
        this(status, detail, errors, HttpHeaders.EMPTY);
    }

    private ProblemException(HttpStatus status, String detail, String header, String value) {
        this(status, detail, List.of(), HttpHeaders.readOnlyHttpHeaders(headers(header, value)));
    }

    private static HttpHeaders headers(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }

    /** 400: the request as such is not understood. */
    public static ProblemException unreadable(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, List.of());
    }

    /** 400: one part of the request is not understood. */
    public static ProblemException unreadable(String field, String message) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, field + " " + message, List.of(new FieldError(field, message)));
    }

    /** 422: the request is understood, but breaks rules. */
    public static ProblemException invalid(List<Violation> violations) {
        List<FieldError> errors = violations.stream().map(FieldError::of).toList();
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "The request is not valid", errors);
    }

    /** 401: who calls is not known. Why is not said: it would help those who guess. */
    public static ProblemException unauthenticated() {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "This needs a valid key or token: Authorization: Bearer ...",
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer");
    }

    /** 403: the caller is known, and may not. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(
                HttpStatus.FORBIDDEN, detail, HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    }

    /** 404: there is no such thing. */
    public static ProblemException missing(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, List.of());
    }

    /** 408: the body did not come in time. */
    public static ProblemException tooSlow() {
        return new ProblemException(
                HttpStatus.REQUEST_TIMEOUT, "The body did not come in time", HttpHeaders.CONNECTION, "close");
    }

    /** 415: the body is packed. */
    public static ProblemException packed() {
        return new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "The body must not have a Content-Encoding",
                HttpHeaders.ACCEPT_ENCODING,
                "identity");
    }

    /** 429: more than the limit. */
    public static ProblemException tooMany(String detail, Duration wait) {
        return new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS,
                detail,
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }

    /** 404: there is no such task. */
    public static ProblemException unknownTask(String taskId) {
        return missing("There is no task " + taskId);
    }

    /** 409: the request contradicts how things stand. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail, List.of());
    }

    /** 413: the body is longer than allowed. */
    public static ProblemException tooLong(long mostBytes) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "The body must have at most " + mostBytes + " bytes", List.of());
    }

    /** 503: another try may succeed. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, detail, HttpHeaders.RETRY_AFTER, Long.toString(SOON.toSeconds()));
    }

    HttpStatus status() {
        return status;
    }

    Problem problem() {
        String detail = getMessage();
        return Problem.of(status.value(), status.getReasonPhrase(), detail == null ? "" : detail, errors);
    }

    /** That go with it, such as when another try may help. */
    HttpHeaders headers() {
        return headers;
    }
}
