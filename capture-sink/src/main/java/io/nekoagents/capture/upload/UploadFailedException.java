package io.nekoagents.capture.upload;

import org.jspecify.annotations.Nullable;

/** An upload could be neither carried out nor told of as failed. */
final class UploadFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UploadFailedException(String uploadId, @Nullable Throwable cause) {
        super("The upload " + uploadId + " could not be carried out", cause);
    }
}
