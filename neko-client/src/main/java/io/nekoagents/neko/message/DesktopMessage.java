package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Screen, clipboard, keyboard, broadcast and file dialogs. */
public sealed interface DesktopMessage extends NekoMessage {

    /** @param id the session that changed it */
    record ScreenUpdated(String id, @JsonUnwrapped ScreenSize size) implements DesktopMessage {}

    record ScreenSet(@JsonUnwrapped ScreenSize size) implements DesktopMessage {}

    /** Sent to the host. */
    record ClipboardUpdated(String text) implements DesktopMessage {
        public ClipboardUpdated(@Nullable String text) {
            this.text = Objects.requireNonNullElse(text, "");
        }
    }

    record ClipboardSet(String text) implements DesktopMessage {
        public ClipboardSet(@Nullable String text) {
            this.text = Objects.requireNonNullElse(text, "");
        }
    }

    /** What is null stays as it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyboardModifiers(
            @Nullable Boolean shift,
            @JsonProperty("capslock") @Nullable Boolean capsLock,
            @Nullable Boolean control,
            @Nullable Boolean alt,
            @JsonProperty("numlock") @Nullable Boolean numLock,
            @Nullable Boolean meta,
            @JsonProperty("super") @Nullable Boolean superKey,
            @JsonProperty("altgr") @Nullable Boolean altGr)
            implements DesktopMessage {}

    /** @param layout of XKB, such as {@code us} */
    record KeyboardMap(String layout, @Nullable String variant) implements DesktopMessage {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Broadcast(
            @JsonProperty("is_active") boolean active,
            @Nullable String url) implements DesktopMessage {}

    record FileDialogOpened(@Nullable String id) implements DesktopMessage {}

    record FileDialogClosed(@Nullable String id) implements DesktopMessage {}
}
