package io.nekoagents.ingest.task.frames;

/** The archive of frames does not answer. */
final class ArchiveUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchiveUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
