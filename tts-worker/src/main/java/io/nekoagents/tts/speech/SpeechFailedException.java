package io.nekoagents.tts.speech;

/** A request will not be spoken, or not to its end. */
public final class SpeechFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code for programs, as in {@code SpeechFailed}
     * @param message for a person
     */
    public SpeechFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
