package io.nekoagents.ingest.view;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Answers about sessions, from what was read of the log so far; of one that was only asked for, too. Thread-safe. */
public final class SessionView {

    private final KnownRecords<OpenSession> pending;
    private final KnownRecords<SessionState> states;
    private final CatchUp catchUp;
    private final BooleanSupplier caughtUp;

    SessionView(
            KnownRecords<OpenSession> pending,
            KnownRecords<SessionState> states,
            CatchUp catchUp,
            BooleanSupplier caughtUp) {
        this.pending = pending;
        this.states = states;
        this.catchUp = catchUp;
        this.caughtUp = caughtUp;
    }

    /** The session as it is known now; its version is 0 while its command was not heard yet. */
    public Optional<SessionState> find(String id) {
        // The state replaces the command: who misses both looked in between.
        return states.find(id)
                .or(() -> pending.find(id).map(SessionView::asked))
                .or(() -> states.find(id));
    }

    /** A tenant's sessions, in no order. */
    public Stream<SessionState> of(String tenant) {
        return Stream.concat(
                        states.all(),
                        pending.all()
                                .filter(each -> states.find(each.getSessionId()).isEmpty())
                                .map(SessionView::asked))
                .filter(each -> each.getTenant().equals(tenant));
    }

    /** How a session stands that was asked for, before whoever keeps sessions has heard of it. */
    public static SessionState asked(OpenSession command) {
        return SessionState.newBuilder()
                .setSessionId(command.getSessionId())
                .setTenant(command.getTenant())
                .setVersion(0)
                .setStatus(SessionStatus.REQUESTED)
                .setSpec(command.getSpec())
                .setRequestedAt(command.getRequestedAt())
                .setUpdatedAt(command.getRequestedAt())
                .build();
    }

    /** Waits until the commands that are in the log now are applied; false when that did not happen in time. */
    public boolean awaitCommands(Duration longest) throws InterruptedException {
        return catchUp.await(pending, longest);
    }

    /** @param offset of the command; negative if the broker did not say */
    public boolean awaitCommand(long offset, Duration longest) throws InterruptedException {
        return offset < 0 ? awaitCommands(longest) : pending.await(offset, longest);
    }

    /** Waits until a session is as expected; gives it as it is then, or when time is up. */
    public Optional<SessionState> await(String id, Predicate<SessionState> expected, Duration longest)
            throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            long reach = states.reach(); // before the look: what comes in between must not be waited for
            Optional<SessionState> found = find(id);
            if (found.isEmpty() || expected.test(found.get())) {
                return found;
            }
            if (!states.awaitMore(reach, deadline)) {
                return find(id);
            }
        }
    }

    /** Whether everything is known that was in the log when this process started. */
    public boolean caughtUp() {
        return caughtUp.getAsBoolean();
    }
}
