package io.nekoagents.ingest.view;

/** The view cannot begin, because the broker does not tell it where to. */
public final class ViewStartException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ViewStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
