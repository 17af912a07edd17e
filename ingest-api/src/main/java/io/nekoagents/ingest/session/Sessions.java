package io.nekoagents.ingest.session;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.PageKey;
import io.nekoagents.ingest.view.SessionView;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes commands of sessions to the log, and answers for sessions from what the log says of them. */
@Component
public final class Sessions implements AutoCloseable {

    private final LogWriter<SpecificRecord> log;
    private final SessionView view;
    private final InstantSource clock;
    private final ApiSettings settings;
    private final SessionIds ids = new SessionIds();

    Sessions(
            KafkaConnection connection,
            SchemaRegistry registry,
            SessionView view,
            InstantSource clock,
            ApiSettings settings) {
        this.log = new LogWriter<>(
                connection, registry, Topics.SESSION_COMMANDS, "neko-api-sessions", settings.writeTimeout());
        this.view = view;
        this.clock = clock;
        this.settings = settings;
    }

    /** @param first false where the session had been asked for before */
    record Opened(SessionState session, boolean first) {}

    /** @param done false where the outcome was not known in time; the command then still counts */
    record Closed(SessionState session, boolean done) {}

    /** @param next where the next page begins; empty at the list's end */
    record Page(List<SessionState> sessions, Optional<PageKey> next) {}

    /** @throws ProblemException if what is wanted breaks the rules, the key is of another session, or the log is away */
    Opened open(Caller caller, SessionSpec spec, @Nullable String key) throws InterruptedException {
        List<Violation> violations = SessionRules.violations(spec);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        String id = key == null ? ids.fresh() : SessionIds.derived(caller.tenant(), key);
        OpenSession command = new OpenSession(id, caller.tenant(), spec, key, now());
        if (key == null) {
            long offset = log.append(id, command);
            view.awaitCommand(offset, settings.readTimeout());
            return new Opened(view.find(id).orElseGet(() -> SessionView.asked(command)), true);
        }
        return keyed(id, command);
    }

    private Opened keyed(String id, OpenSession command) throws InterruptedException {
        Optional<SessionState> known = view.find(id);
        if (known.isPresent()) {
            return repeated(known.get(), command);
        }
        if (!view.caughtUp()) {
            throw ProblemException.unavailable("It is not yet known whether the key was used before");
        }
        long offset = log.append(id, command);
        if (!view.awaitCommand(offset, settings.writeTimeout())) {
            throw ProblemException.unavailable(
                    "The session was asked for, but not yet found to be the first of its key. Try again with the same key");
        }
        return repeated(
                view.find(id)
                        .orElseThrow(
                                () -> ProblemException.unavailable("The session was forgotten meanwhile. Try again")),
                command);
    }

    private static Opened repeated(SessionState winner, OpenSession command) {
        if (!winner.getSpec().equals(command.getSpec())) {
            throw ProblemException.conflict("The Idempotency-Key is of another session, " + winner.getSessionId());
        }
        return new Opened(winner, winner.getRequestedAt().equals(command.getRequestedAt()));
    }

    /**
     * Another tenant's session is looked for, and waited for, as if it were not there: nothing tells the two apart.
     *
     * @throws ProblemException 404 if the caller's tenant has no such session, 503 if that is not yet known
     */
    SessionState require(Caller caller, String id) throws InterruptedException {
        Optional<SessionState> known = find(caller, id);
        if (known.isPresent()) {
            return known.get();
        }
        boolean everything = view.awaitCommands(settings.readTimeout()) && view.caughtUp();
        return find(caller, id)
                .orElseThrow(() -> everything
                        ? ProblemException.missing("There is no session " + id)
                        : ProblemException.unavailable("It is not yet known whether there is a session " + id));
    }

    /**
     * What is wrong with a session that a request names. What has not the form of a session's id names a room of the pool,
     * and is for its workers to judge.
     *
     * @param field that names it
     * @throws ProblemException 503 if it is not yet known whether the caller's tenant has that session
     */
    public Optional<Violation> violation(Caller caller, String field, String named) throws InterruptedException {
        if (!SessionRules.isSessionId(named)) {
            return Optional.empty();
        }
        Optional<SessionState> known = find(caller, named);
        if (known.isEmpty()) {
            if (!view.awaitCommands(settings.readTimeout()) || !view.caughtUp()) {
                throw ProblemException.unavailable("It is not yet known whether there is a session " + named);
            }
            known = find(caller, named);
        }
        return known.filter(session -> session.getStatus() != SessionStatus.CLOSED)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Violation(field, "must be a room of the pool or one of the tenant's sessions, not closed"));
    }

    private Optional<SessionState> find(Caller caller, String id) {
        return view.find(id).filter(session -> session.getTenant().equals(caller.tenant()));
    }

    Page list(Caller caller, SessionQuery query) {
        List<SessionState> found = view.of(caller.tenant())
                .filter(query::includes)
                .sorted(SessionQuery.ORDER)
                .limit(query.limit() + 1L)
                .toList();
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<SessionState> page = found.subList(0, query.limit());
        SessionState last = page.getLast();
        return new Page(page, Optional.of(new PageKey(last.getRequestedAt().toEpochMilli(), last.getSessionId())));
    }

    /** @throws ProblemException if there is no such session */
    Closed close(Caller caller, String id) throws InterruptedException {
        SessionState before = require(caller, id);
        if (ends(before)) {
            return new Closed(before, true);
        }
        log.append(id, new CloseSession(id, caller.tenant(), now()));
        SessionState after =
                view.await(id, Sessions::ends, settings.readTimeout()).orElse(before);
        return new Closed(after, ends(after));
    }

    private static boolean ends(SessionState session) {
        return session.getStatus() == SessionStatus.CLOSED || session.getStatus() == SessionStatus.CLOSING;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        log.close();
    }
}
