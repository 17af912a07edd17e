package io.nekoagents.ingest.task.submit;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SubmitController {

    private static final String TASKS = "/api/v1/tasks";
    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final Submission submission;
    private final JsonBody body;

    SubmitController(Submission submission, JsonBody body) {
        this.submission = submission;
        this.body = body;
    }

    @PostMapping(path = TASKS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SubmittedTask> submit(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = KEY, required = false) @Nullable String key)
            throws InterruptedException {
        if (key != null && !KEY_FORM.matcher(key).matches()) {
            throw ProblemException.unreadable(KEY, "must have 1 to 200 visible ASCII characters");
        }
        Submission.Result result = submission.submit(
                caller.tenant(), body.read(request, TaskRequest.class).spec(), key);
        return ResponseEntity.status(result.first() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(TASKS + "/" + result.task().taskId()))
                .body(result.task());
    }
}
