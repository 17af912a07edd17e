package io.nekoagents.tts.audio;

import org.jspecify.annotations.Nullable;

/** Something that cannot be done to sound, on this machine or at all. */
public final class AudioException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    AudioException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** For programs, as in {@code SpeechFailed}. */
    public String code() {
        return code;
    }
}
