package io.nekoagents.agent.frame;

import java.net.URI;

/** Keeps bytes under a name. */
public interface FrameStore extends AutoCloseable {

    /**
     * Keeps the bytes; a repetition under the same name replaces them.
     *
     * @param name relative path of letters, digits, {@code _-./}
     * @return where they are, as a {@code file:} or {@code s3:} URI
     * @throws FrameStoreException if the store refuses them
     */
    URI put(String name, byte[] bytes, String mediaType);

    @Override
    default void close() {}
}
