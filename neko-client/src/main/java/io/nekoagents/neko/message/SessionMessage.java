package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is in the room. */
public sealed interface SessionMessage extends NekoMessage {

    /** A session as the room describes it; also the answer to a login. */
    record Created(String id, Profile profile, State state) implements SessionMessage {
        public Created(String id, @Nullable Profile profile, @Nullable State state) {
            this.id = Objects.requireNonNull(id, "id");
            this.profile = Objects.requireNonNullElse(profile, Profile.UNTOLD);
            this.state = Objects.requireNonNullElse(state, State.UNTOLD);
        }
    }

    record Deleted(String id) implements SessionMessage {}

    record ProfileChanged(String id, @JsonUnwrapped Profile profile) implements SessionMessage {}

    record StateChanged(String id, @JsonUnwrapped State state) implements SessionMessage {}

    /** Where people point who do not host; the payload is the list itself. */
    record Cursors(@JsonValue List<UserCursors> cursors) implements SessionMessage {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Cursors {
            cursors = List.copyOf(cursors);
        }
    }

    record UserCursors(String id, List<Cursor> cursors) {}

    record Cursor(int x, int y) {}

    /** What a member may do. */
    record Profile(
            String name,
            @JsonProperty("is_admin") boolean admin,
            boolean canLogin,
            boolean canConnect,
            boolean canWatch,
            boolean canHost,
            boolean canShareMedia,
            boolean canAccessClipboard,
            boolean sendsInactiveCursor,
            boolean canSeeInactiveCursors,
            @Nullable JsonNode plugins) {

        static final Profile UNTOLD =
                new Profile("", false, false, false, false, false, false, false, false, false, null);
    }

    record State(
            @JsonProperty("is_connected") boolean connected,
            @Nullable Instant connectedSince,
            @Nullable Instant notConnectedSince,
            @JsonProperty("is_watching") boolean watching,
            @Nullable Instant watchingSince,
            @Nullable Instant notWatchingSince) {

        static final State UNTOLD = new State(false, null, null, false, null, null);
    }
}
