package io.nekoagents.schema.voicefile;

/** That something is no {@code voices.json}. The message says why, and goes on after the name of what it is. */
public final class VoicesFileException extends Exception {

    private static final long serialVersionUID = 1L;

    VoicesFileException(String message) {
        super(message);
    }

    VoicesFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a person, such as: is not a JSON object. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
