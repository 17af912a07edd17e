package io.nekoagents.capture.sample;

/** An episode cannot become a sample, now or later. */
public final class EpisodeRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code for programs
     * @param message for a person; names the frame
     */
    public EpisodeRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
