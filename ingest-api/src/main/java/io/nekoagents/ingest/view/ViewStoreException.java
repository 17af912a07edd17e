package io.nekoagents.ingest.view;

/** The view's folder cannot be read or written. */
public final class ViewStoreException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ViewStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    ViewStoreException(String message) {
        super(message);
    }
}
