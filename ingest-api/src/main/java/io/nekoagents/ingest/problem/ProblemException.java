package io.nekoagents.ingest.problem;

import io.nekoagents.schema.rule.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** The request is answered with a problem document. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final HttpStatus status;
    private final transient List<FieldError> errors;

    private ProblemException(HttpStatus status, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = errors;
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

    /** 404: there is no such task. */
    public static ProblemException unknownTask(String taskId) {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no task " + taskId, List.of());
    }

    /** 404: there is no such thing of a task. */
    public static ProblemException missing(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, List.of());
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
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of());
    }

    HttpStatus status() {
        return status;
    }

    Problem problem() {
        String detail = getMessage();
        return Problem.of(status.value(), status.getReasonPhrase(), detail == null ? "" : detail, errors);
    }

    /** Empty where trying again does not help. */
    Optional<Duration> retryAfter() {
        return status == HttpStatus.SERVICE_UNAVAILABLE ? Optional.of(SOON) : Optional.empty();
    }
}
