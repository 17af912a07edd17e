package io.nekoagents.neko;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of chat.
 *
 * @param sender the speaker's session id
 * @param created by the room's clock, or ours if the room did not say
 */
public record ChatLine(String sender, Instant created, String text) {
    public ChatLine {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(text, "text");
    }
}
