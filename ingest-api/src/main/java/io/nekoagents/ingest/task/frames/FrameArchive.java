package io.nekoagents.ingest.task.frames;

import java.net.URI;
import java.util.Optional;

/** Where workers keep frames, to read from. */
interface FrameArchive extends AutoCloseable {

    /**
     * The bytes at an address; empty if there is nothing, or the address is not of this archive: what a record in the log
     * names is not to be trusted.
     *
     * @throws ArchiveUnavailableException if the archive does not answer
     */
    Optional<byte[]> read(URI address);

    @Override
    default void close() {}
}
