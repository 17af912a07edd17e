package io.nekoagents.ingest.task.submit;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.history.IdempotencyKey;
import io.nekoagents.ingest.problem.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key)
            throws InterruptedException {
        IdempotencyKey.require(key);
        Submission.Result result = submission.submit(
                caller.tenant(), body.read(request, TaskRequest.class).spec(), key);
        return ResponseEntity.status(result.first() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(TASKS + "/" + result.task().taskId()))
                .body(result.task());
    }
}
