package io.nekoagents.streams.session;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What each fact makes of a session. */
final class SessionEvolution {

    private SessionEvolution() {}

    /** @return null once the session is forgotten */
    static @Nullable SessionState evolve(@Nullable SessionState state, SessionFact fact, Instant now) {
        return switch (fact) {
            case SessionFact.Requested(OpenSession command) ->
                first(command, SessionStatus.REQUESTED, now).build();
            case SessionFact.Refused(OpenSession command, Failure failure) ->
                closed(
                        first(command, SessionStatus.CLOSED, now).setSpec(keptSpec(command, SessionEnding.REFUSED)),
                        SessionEnding.REFUSED,
                        failure,
                        now);
            case SessionFact.RoomFound(SessionRoom room) ->
                next(state, now)
                        .setStatus(SessionStatus.PREPARING)
                        .setRoom(room)
                        .setHealth(RoomHealth.HEALTHY)
                        .setHealthSince(now)
                        .build();
            case SessionFact.RoomGivenUp() ->
                next(state, now)
                        .setStatus(SessionStatus.REQUESTED)
                        .setRoom(null)
                        .setHealth(RoomHealth.UNKNOWN)
                        .setHealthSince(null)
                        .build();
            case SessionFact.Opened() ->
                next(state, now)
                        .setStatus(SessionStatus.OPEN)
                        .setOpenedAt(now)
                        .setLastUsedAt(now)
                        .build();
            case SessionFact.Moved(SessionRoom room) ->
                next(state, now).setRoom(room).build();
            case SessionFact.RoomLost(String reason) -> health(state, RoomHealth.LOST, reason, now);
            case SessionFact.RoomBack() -> health(state, RoomHealth.HEALTHY, null, now);
            case SessionFact.Taken(String taskId) ->
                next(state, now).setTaskId(taskId).setLastUsedAt(now).build();
            case SessionFact.Left() ->
                next(state, now).setTaskId(null).setLastUsedAt(now).build();
            case SessionFact.Closing() ->
                next(state, now).setStatus(SessionStatus.CLOSING).build();
            case SessionFact.Closed(SessionEnding ending, Failure failure) ->
                closed(next(state, now), ending, failure, now);
            case SessionFact.Forgotten() -> null;
        };
    }

    /** What a state holds of the command's spec: of one that is refused only what breaks no rule, for it may be any size. */
    static SessionSpec keptSpec(OpenSession command, @Nullable SessionEnding ending) {
        return ending == SessionEnding.REFUSED ? SessionRules.soundPartOf(command.getSpec()) : command.getSpec();
    }

    private static SessionState.Builder first(OpenSession command, SessionStatus status, Instant now) {
        return SessionState.newBuilder()
                .setSessionId(command.getSessionId())
                .setTenant(command.getTenant())
                .setVersion(1)
                .setStatus(status)
                .setSpec(command.getSpec())
                .setRequestedAt(command.getRequestedAt())
                .setUpdatedAt(now);
    }

    private static SessionState.Builder next(@Nullable SessionState state, Instant now) {
        SessionState before = requireNonNull(state);
        return SessionState.newBuilder(before)
                .setVersion(before.getVersion() + 1)
                .setUpdatedAt(now);
    }

    private static SessionState health(
            @Nullable SessionState state, RoomHealth health, @Nullable String reason, Instant now) {
        return next(state, now)
                .setHealth(health)
                .setHealthSince(now)
                .setHealthReason(reason)
                .build();
    }

    /** The room stays named, that it can be said where it was. */
    private static SessionState closed(
            SessionState.Builder state, SessionEnding ending, @Nullable Failure failure, Instant now) {
        return state.setStatus(SessionStatus.CLOSED)
                .setEnding(ending)
                .setFailure(failure)
                .setHealth(RoomHealth.UNKNOWN)
                .setTaskId(null)
                .setClosedAt(now)
                .build();
    }
}
