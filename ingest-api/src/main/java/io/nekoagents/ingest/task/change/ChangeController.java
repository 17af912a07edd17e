package io.nekoagents.ingest.task.change;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.SoundText;
import io.nekoagents.ingest.task.read.TaskDocument;
import io.nekoagents.schema.task.PauseKind;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ChangeController {

    private static final String TASK = "/api/v1/tasks/{taskId}";
    private static final int LONGEST_REASON = 1_000;

    private final TaskChanges changes;
    private final JsonBody body;

    ChangeController(TaskChanges changes, JsonBody body) {
        this.changes = changes;
        this.body = body;
    }

    @PutMapping(path = TASK, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskDocument> update(Caller caller, @PathVariable String taskId, HttpServletRequest request)
            throws InterruptedException {
        return answer(changes.update(caller, taskId, body.read(request, ChangeRequest.class)));
    }

    @DeleteMapping(TASK)
    ResponseEntity<TaskDocument> cancel(
            Caller caller, @PathVariable String taskId, @RequestParam(required = false) @Nullable String reason)
            throws InterruptedException {
        return answer(changes.cancel(caller, taskId, sound(reason)));
    }

    @PostMapping(TASK + "/pause")
    ResponseEntity<TaskDocument> pause(
            Caller caller, @PathVariable String taskId, @RequestParam(required = false) @Nullable String reason)
            throws InterruptedException {
        return answer(changes.pause(caller, taskId, PauseKind.PAUSE, sound(reason)));
    }

    @PostMapping(TASK + "/takeover")
    ResponseEntity<TaskDocument> takeOver(
            Caller caller, @PathVariable String taskId, @RequestParam(required = false) @Nullable String reason)
            throws InterruptedException {
        return answer(changes.pause(caller, taskId, PauseKind.TAKEOVER, sound(reason)));
    }

    @PostMapping(TASK + "/resume")
    ResponseEntity<TaskDocument> resume(Caller caller, @PathVariable String taskId) throws InterruptedException {
        return answer(changes.resume(caller, taskId));
    }

    private static @Nullable String sound(@Nullable String reason) {
        if (reason != null && reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw ProblemException.unreadable("reason", "must have at most " + LONGEST_REASON + " characters");
        }
        if (reason != null) {
            SoundText.require("reason", reason);
        }
        return reason;
    }

    private static ResponseEntity<TaskDocument> answer(TaskChanges.Outcome outcome) {
        return ResponseEntity.status(outcome.done() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(TaskDocument.of(outcome.task()));
    }
}
