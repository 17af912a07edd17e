package io.nekoagents.streams.session;

import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a session. */
final class SessionDecision {

    private final SessionSettings limits;

    SessionDecision(SessionSettings limits) {
        this.limits = limits;
    }

    /**
     * What happens to a session.
     *
     * @param state null where there is none of that id
     * @return in order; empty if nothing does
     */
    List<SessionFact> decide(@Nullable SessionState state, SessionTrigger trigger, Instant now) {
        if (state == null) {
            return trigger instanceof SessionTrigger.Open open ? List.of(open(open)) : List.of();
        }
        return switch (trigger) {
            case SessionTrigger.Open _ -> List.of();
            case SessionTrigger.Close() -> close(state);
            case SessionTrigger.Found(SessionRoom room) ->
                when(state.getStatus() == SessionStatus.REQUESTED, new SessionFact.RoomFound(room));
            case SessionTrigger.Prepared() ->
                when(state.getStatus() == SessionStatus.PREPARING, new SessionFact.Opened());
            case SessionTrigger.Unprepared(Failure failure) ->
                when(
                        state.getStatus() == SessionStatus.PREPARING,
                        new SessionFact.Closed(SessionEnding.FAILED, failure));
            case SessionTrigger.Overdue(boolean elsewhere) ->
                when(
                        state.getStatus() == SessionStatus.PREPARING,
                        elsewhere
                                ? new SessionFact.RoomGivenUp()
                                : new SessionFact.Closed(SessionEnding.FAILED, notPrepared(state)));
            case SessionTrigger.Well(SessionRoom room) -> well(state, room);
            case SessionTrigger.Gone(String reason) -> gone(state, reason);
            case SessionTrigger.Taken(String taskId) ->
                when(hasRoom(state) && !taskId.equals(state.getTaskId()), new SessionFact.Taken(taskId));
            case SessionTrigger.Left() -> left(state);
            case SessionTrigger.TimePassed(boolean wanted) -> timePassed(state, wanted, now);
        };
    }

    private SessionFact open(SessionTrigger.Open open) {
        List<Violation> violations = SessionRules.violations(open.command());
        if (!violations.isEmpty()) {
            String reason = Violation.sentence(violations);
            return new SessionFact.Refused(open.command(), new Failure("invalid_session", reason, false));
        }
        if (open.others() >= limits.perTenant()) {
            return new SessionFact.Refused(
                    open.command(),
                    new Failure("quota_exceeded", limits.perTenant() + " sessions are open already", false));
        }
        return new SessionFact.Requested(open.command());
    }

    /** The task at work is not torn from its room. */
    private static List<SessionFact> close(SessionState state) {
        return switch (state.getStatus()) {
            case REQUESTED, PREPARING -> List.of(asked());
            case OPEN -> List.of(state.getTaskId() == null ? asked() : new SessionFact.Closing());
            case CLOSING, CLOSED, UNKNOWN -> List.of();
        };
    }

    private static List<SessionFact> well(SessionState state, SessionRoom room) {
        if (!hasRoom(state)) {
            return List.of();
        }
        if (state.getStatus() == SessionStatus.PREPARING) {
            return when(!room.equals(state.getRoom()), new SessionFact.RoomGivenUp());
        }
        List<SessionFact> moved = when(!room.equals(state.getRoom()), new SessionFact.Moved(room));
        return state.getHealth() == RoomHealth.LOST ? both(moved, new SessionFact.RoomBack()) : moved;
    }

    private static List<SessionFact> gone(SessionState state, String reason) {
        return switch (state.getStatus()) {
            case PREPARING -> List.of(new SessionFact.RoomGivenUp());
            case OPEN, CLOSING -> when(state.getHealth() != RoomHealth.LOST, new SessionFact.RoomLost(reason));
            case REQUESTED, CLOSED, UNKNOWN -> List.of();
        };
    }

    private static List<SessionFact> left(SessionState state) {
        List<SessionFact> left = when(state.getTaskId() != null, new SessionFact.Left());
        return state.getStatus() == SessionStatus.CLOSING ? both(left, asked()) : left;
    }

    private List<SessionFact> timePassed(SessionState state, boolean wanted, Instant now) {
        return switch (state.getStatus()) {
            case OPEN, CLOSING -> {
                if (state.getHealth() == RoomHealth.LOST && passed(state.getHealthSince(), limits.lostAfter(), now)) {
                    yield List.of(new SessionFact.Closed(SessionEnding.LOST, lost(state)));
                }
                boolean idle = !wanted
                        && state.getTaskId() == null
                        && passed(
                                state.getLastUsedAt(),
                                Duration.ofSeconds(state.getSpec().getIdleTimeoutSeconds()),
                                now);
                yield when(idle, new SessionFact.Closed(SessionEnding.IDLE, null));
            }
            case CLOSED -> when(passed(state.getClosedAt(), limits.keep(), now), new SessionFact.Forgotten());
            case REQUESTED, PREPARING, UNKNOWN -> List.of();
        };
    }

    private Failure notPrepared(SessionState state) {
        SessionRoom room = state.getRoom();
        return new Failure(
                "not_prepared",
                "The room " + (room == null ? "" : room.getName() + " ") + "was not ready within "
                        + limits.lostAfter().toSeconds() + " s, and no other room is left to try",
                false);
    }

    private static Failure lost(SessionState state) {
        String why = state.getHealthReason() == null ? "" : ": " + state.getHealthReason();
        return new Failure("session_lost", "The session's room is gone since " + state.getHealthSince() + why, false);
    }

    private static boolean passed(@Nullable Instant since, Duration time, Instant now) {
        return since != null && !since.plus(time).isAfter(now);
    }

    private static SessionFact asked() {
        return new SessionFact.Closed(SessionEnding.ASKED, null);
    }

    /** Whether it holds a room, or is about to. */
    static boolean hasRoom(SessionState state) {
        return switch (state.getStatus()) {
            case PREPARING, OPEN, CLOSING -> true;
            case REQUESTED, CLOSED, UNKNOWN -> false;
        };
    }

    private static List<SessionFact> when(boolean happens, SessionFact fact) {
        return happens ? List.of(fact) : List.of();
    }

    private static List<SessionFact> both(List<SessionFact> first, SessionFact second) {
        return first.isEmpty() ? List.of(second) : List.of(first.getFirst(), second);
    }
}
