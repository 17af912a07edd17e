package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who controls the room, and what they do. Coordinates are pixels of the {@link ScreenSize}. */
public sealed interface ControlMessage extends NekoMessage {

    /**
     * Says who hosts now.
     *
     * @param id the session that brought the change about, empty in {@link SystemMessage.Init}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Host(
            String id,
            boolean hasHost,
            @JsonProperty("host_id") @Nullable String hostId) implements ControlMessage {

        static final Host NOBODY = new Host("", false, null);

        public Host(@Nullable String id, boolean hasHost, @Nullable String hostId) {
            this.id = Objects.requireNonNullElse(id, "");
            this.hasHost = hasHost;
            this.hostId = hostId;
        }

        public Optional<String> host() {
            return hasHost ? Optional.ofNullable(hostId) : Optional.empty();
        }
    }

    /** Asks for control; from the room, to the host: somebody asks. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(@Nullable String id) implements ControlMessage {}

    record Release() implements ControlMessage {}

    record Move(int x, int y) implements ControlMessage {}

    /**
     * @param deltaX steps to the right
     * @param deltaY steps up
     */
    record Scroll(int deltaX, int deltaY, boolean controlKey) implements ControlMessage {}

    /** @param code 1 left, 2 middle, 3 right */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ButtonPress(@Nullable Integer x, @Nullable Integer y, int code) implements ControlMessage {}

    /** @param code 1 left, 2 middle, 3 right */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ButtonDown(@Nullable Integer x, @Nullable Integer y, int code) implements ControlMessage {}

    /** @param code 1 left, 2 middle, 3 right */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ButtonUp(@Nullable Integer x, @Nullable Integer y, int code) implements ControlMessage {}

    /** @param keysym of X11 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyPress(@Nullable Integer x, @Nullable Integer y, int keysym) implements ControlMessage {}

    /** @param keysym of X11 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyDown(@Nullable Integer x, @Nullable Integer y, int keysym) implements ControlMessage {}

    /** @param keysym of X11 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyUp(@Nullable Integer x, @Nullable Integer y, int keysym) implements ControlMessage {}

    /** @param pressure 0 to 255 */
    record TouchBegin(int touchId, int x, int y, int pressure) implements ControlMessage {}

    /** @param pressure 0 to 255 */
    record TouchUpdate(int touchId, int x, int y, int pressure) implements ControlMessage {}

    /** @param pressure 0 to 255 */
    record TouchEnd(int touchId, int x, int y, int pressure) implements ControlMessage {}

    record Cut() implements ControlMessage {}

    record Copy() implements ControlMessage {}

    /** @param text put on the clipboard first, unless empty */
    record Paste(String text) implements ControlMessage {
        public Paste(@Nullable String text) {
            this.text = Objects.requireNonNullElse(text, "");
        }
    }

    record SelectAll() implements ControlMessage {}
}
