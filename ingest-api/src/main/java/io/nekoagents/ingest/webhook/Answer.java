package io.nekoagents.ingest.webhook;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of an attempt. */
sealed interface Answer {

    /** @param retryAfter how long the receiver wants to be left alone, if it said so */
    record Answered(int status, @Nullable Duration retryAfter) implements Answer {

        boolean isTaken() {
            return status >= 200 && status < 300;
        }

        boolean isGone() {
            return status == 410;
        }
    }

    /** There was none. */
    record Failed(Cause cause) implements Answer {}

    /** Why there was no answer. */
    enum Cause {
        /** The address is none that a webhook may have, or its host is not public: it is not tried again. */
        ADDRESS_REFUSED,
        /** Nobody was asked: what there was to tell is too long ago. It is not tried. */
        STALE,
        UNRESOLVED,
        CONNECTION_REFUSED,
        TLS,
        TIMEOUT,
        CONNECTION_LOST;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
