package io.nekoagents.tts.engine;

import org.jspecify.annotations.Nullable;

/** That nothing was spoken, and whether trying again can help. */
public abstract sealed class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    private EngineException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** For programs, as in {@code SpeechFailed}. */
    public String code() {
        return code;
    }

    /** It will never do. */
    public static final class Refused extends EngineException {

        private static final long serialVersionUID = 1L;

        public Refused(String code, String message) {
            super(code, message, null);
        }
    }

    /** It may do later. */
    public static final class Unavailable extends EngineException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super("engine_unavailable", message, cause);
        }
    }
}
