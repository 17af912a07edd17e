package io.nekoagents.neko.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The chat plugin's messages. Sent and received ones share the name {@code chat/message}. */
public sealed interface ChatMessage extends NekoMessage {

    record Init(boolean enabled) implements ChatMessage {}

    /** What a client says. */
    record Say(String text) implements ChatMessage {
        public Say {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * What everyone hears, the speaker included.
     *
     * @param id the speaker's session
     */
    record Said(String id, @Nullable Instant created, Content content) implements ChatMessage {
        public Said {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
        }

        public String text() {
            return content.text();
        }
    }

    record Content(String text) {
        public Content(@Nullable String text) {
            this.text = Objects.requireNonNullElse(text, "");
        }
    }
}
