package io.nekoagents.capture.recorder;

import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
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

    /** Keeps frames in a store. */
    static FrameKeeper in(Store store) {
        return (name, bytes, mediaType) -> {
            try {
                return store.put(name, bytes, mediaType);
            } catch (StoreException e) {
                throw new FrameNotKeptException("The frame " + name + " could not be kept: " + e.getMessage(), e);
            }
        };
    }

    /** The store did not take a frame. */
    final class FrameNotKeptException extends RuntimeException {
        public FrameNotKeptException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
