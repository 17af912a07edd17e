package io.nekoagents.capture.recorder;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where frames are kept. Thread-safe. */
@FunctionalInterface
public interface FrameKeeper {

    /**
     * Keeps the bytes.
     *
     * @param name relative path of letters, digits, {@code _-./}
     * @return where they are, as a {@code file:} or {@code s3:} URI
     * @throws FrameNotKeptException if the store refuses them
     */
    URI put(String name, byte[] bytes, String mediaType);

    /** The store did not take a frame. */
    final class FrameNotKeptException extends RuntimeException {
        public FrameNotKeptException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
