package io.nekoagents.local.replay;

/** The dataset could not be made; what there is of it is named by no index. */
public final class ReplayFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
