package io.nekoagents.ingest.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.LogKeys;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What the container refuses, or what fails in it, is a problem document too, and tells nothing of the container. */
final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int code = response.getStatus();
        HttpStatus status = HttpStatus.resolve(code);
        if (code < 400 || status == null || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(document(request, status, failure).getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A client did not wait for its refusal");
        }
    }

    /** Nothing of it needs escaping. */
    private static String document(Request request, HttpStatus status, @Nullable Throwable failure) {
        String trace = "";
        if (failure != null && status.is5xxServerError()) {
            String traceId = FailureTrace.id(request);
            LOG.atError()
                    .addKeyValue(LogKeys.TRACE_ID, traceId)
                    .setCause(failure)
                    .log("A request failed in the container");
            trace = ",\"trace_id\":\"" + traceId + "\"";
        }
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"%s}"
                .formatted(status.getReasonPhrase(), status.value(), status.getReasonPhrase(), trace);
    }
}
