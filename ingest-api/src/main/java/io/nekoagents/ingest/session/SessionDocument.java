package io.nekoagents.ingest.session;

import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is shown.
 *
 * @param waitsFor {@code room}, {@code preparation} or {@code task}; null where it waits for nothing
 * @param room the room it has or had
 * @param taskId the task that holds the room now
 * @param ending why it ended
 */
record SessionDocument(
        String sessionId,
        @Nullable String name,
        String status,
        @Nullable String waitsFor,
        @Nullable String startUrl,
        @Nullable String screenResolution,
        int idleTimeout,
        @Nullable String credentials,
        @Nullable String wantedRoom,
        @Nullable Room room,
        @Nullable Health health,
        @Nullable String taskId,
        Instant createdAt,
        @Nullable Instant openedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant closedAt,
        @Nullable String ending,
        @Nullable Fault failure,
        Instant updatedAt) {

    record Room(String name, String address) {

        static @Nullable Room of(@Nullable SessionRoom room) {
            return room == null ? null : new Room(room.getName(), room.getAddress());
        }
    }

    /** @param status {@code healthy} or {@code lost} */
    record Health(
            String status,
            @Nullable Instant since,
            @Nullable String reason) {

        static @Nullable Health of(SessionState state) {
            return state.getHealth() == RoomHealth.UNKNOWN
                    ? null
                    : new Health(lower(state.getHealth()), state.getHealthSince(), state.getHealthReason());
        }
    }

    record Fault(String code, String message) {}

    static SessionDocument of(SessionState state) {
        SessionSpec spec = state.getSpec();
        return new SessionDocument(
                state.getSessionId(),
                spec.getName(),
                lower(state.getStatus()),
                waitsFor(state),
                spec.getStartUrl(),
                spec.getScreenResolution(),
                spec.getIdleTimeoutSeconds(),
                spec.getCredentials(),
                spec.getRoom(),
                Room.of(state.getRoom()),
                Health.of(state),
                state.getTaskId(),
                state.getRequestedAt(),
                state.getOpenedAt(),
                state.getLastUsedAt(),
                state.getClosedAt(),
                state.getEnding() == null ? null : lower(state.getEnding()),
                state.getFailure() == null
                        ? null
                        : new Fault(
                                state.getFailure().getCode(), state.getFailure().getMessage()),
                state.getUpdatedAt());
    }

    private static @Nullable String waitsFor(SessionState state) {
        return switch (state.getStatus()) {
            case REQUESTED -> "room";
            case PREPARING -> "preparation";
            case OPEN -> state.getHealth() == RoomHealth.LOST ? "room" : null;
            case CLOSING -> "task";
            case CLOSED, UNKNOWN -> null;
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
