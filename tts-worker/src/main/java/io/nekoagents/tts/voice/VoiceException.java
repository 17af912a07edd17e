package io.nekoagents.tts.voice;

import org.jspecify.annotations.Nullable;

/** That a voice cannot be spoken in, and whether trying again can help. */
public abstract sealed class VoiceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    private VoiceException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** For programs, as in {@code SpeechFailed}. */
    public String code() {
        return code;
    }

    /** The tenant has no such voice. */
    public static final class UnknownVoice extends VoiceException {

        private static final long serialVersionUID = 1L;

        UnknownVoice(String voiceId) {
            super("unknown_voice", "There is no voice " + voiceId, null);
        }
    }

    /** Its recording is none, is not there, or is another one: it will not do until the voice is changed. */
    public static final class BadReference extends VoiceException {

        private static final long serialVersionUID = 1L;

        BadReference(String voiceId, String why) {
            super("bad_reference", "The recording of the voice " + voiceId + " " + why, null);
        }
    }

    /** Its recording cannot be had now, but perhaps later. */
    public static final class ReferenceUnavailable extends VoiceException {

        private static final long serialVersionUID = 1L;

        ReferenceUnavailable(String voiceId, Throwable cause) {
            super("reference_unavailable", "The recording of the voice " + voiceId + " cannot be read now", cause);
        }
    }
}
