package io.nekoagents.schema.audio;

/** That some bytes are no recording of a voice. The message says why, and goes on after the name of what they are. */
public final class InvalidRecordingException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidRecordingException(String message) {
        super(message);
    }

    /** For a person, such as: is cut off within its data. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
