package io.nekoagents.ingest.problem;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Makes a problem document of every failure. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException refusal) {
        return answer(refusal.status(), refusal.headers(), refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<Object> withoutRegistry(RegistryUnavailableException failure) {
        LOG.atWarn().setCause(failure).log("A request needs the schema registry, which does not answer");
        return refused(ProblemException.unavailable("The schema registry does not answer"));
    }

    /** The container reads parameters when they are first asked for: too many of them, or not decodable. */
    @ExceptionHandler
    ResponseEntity<Object> unreadable(InvalidParameterException failure) {
        LOG.atDebug().setCause(failure).log("A request's parameters cannot be read");
        return refused(ProblemException.unreadable("The parameters cannot be read"));
    }

    @ExceptionHandler
    ResponseEntity<Object> interrupted(InterruptedException stop) {
        LOG.atDebug().setCause(stop).log("A request was interrupted");
        Thread.currentThread().interrupt();
        return refused(ProblemException.unavailable("The server is stopping"));
    }

    /** The process's edge: whatever nobody foresaw. Who called learns where in the log it is, and nothing of it. */
    @ExceptionHandler
    ResponseEntity<Object> failed(RuntimeException failure, HttpServletRequest request) {
        String traceId = FailureTrace.id(request);
        LOG.atError().addKeyValue(LogKeys.TRACE_ID, traceId).setCause(failure).log("A request failed");
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), Problem.ofFailure(traceId));
    }

    /** What Spring refuses by itself: unknown paths, methods and media types. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception refusal, @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        String detail = refusal instanceof NoResourceFoundException
                ? "There is nothing at this path"
                : refusal instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return answer(
                status,
                headers,
                Problem.of(
                        status.value(),
                        status.getReasonPhrase(),
                        detail == null ? status.getReasonPhrase() : detail,
                        List.of()));
    }

    private static ResponseEntity<Object> answer(HttpStatus status, HttpHeaders headers, Problem problem) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
