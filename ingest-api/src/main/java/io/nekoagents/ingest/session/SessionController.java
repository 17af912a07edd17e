package io.nekoagents.ingest.session;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.PageKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SessionController {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String SESSION = SESSIONS + "/{sessionId}";
    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final Sessions sessions;
    private final JsonBody body;

    SessionController(Sessions sessions, JsonBody body) {
        this.sessions = sessions;
        this.body = body;
    }

    /** @param nextCursor for the next page, null at the list's end */
    record SessionsDocument(
            List<SessionDocument> sessions, @Nullable String nextCursor) {}

    @PostMapping(path = SESSIONS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SessionDocument> open(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = KEY, required = false) @Nullable String key)
            throws InterruptedException {
        if (key != null && !KEY_FORM.matcher(key).matches()) {
            throw ProblemException.unreadable(KEY, "must have 1 to 200 visible ASCII characters");
        }
        Sessions.Opened opened =
                sessions.open(caller, body.read(request, SessionRequest.class).spec(), key);
        return ResponseEntity.status(opened.first() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(SESSIONS + "/" + opened.session().getSessionId()))
                .body(SessionDocument.of(opened.session()));
    }

    @GetMapping(SESSIONS)
    SessionsDocument list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Sessions.Page page = sessions.list(caller, SessionQuery.of(parameters));
        return new SessionsDocument(
                page.sessions().stream().map(SessionDocument::of).toList(),
                page.next().map(PageKey::cursor).orElse(null));
    }

    @GetMapping(SESSION)
    SessionDocument show(Caller caller, @PathVariable String sessionId) throws InterruptedException {
        return SessionDocument.of(sessions.require(caller, sessionId));
    }

    @DeleteMapping(SESSION)
    ResponseEntity<SessionDocument> close(Caller caller, @PathVariable String sessionId) throws InterruptedException {
        Sessions.Closed closed = sessions.close(caller, sessionId);
        return ResponseEntity.status(closed.done() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(SessionDocument.of(closed.session()));
    }
}
