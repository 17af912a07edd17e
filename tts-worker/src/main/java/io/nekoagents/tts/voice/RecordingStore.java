package io.nekoagents.tts.voice;

import java.io.IOException;
import java.util.Optional;

/** Where recordings are, to read from. */
interface RecordingStore extends AutoCloseable {

    /**
     * The bytes at a place, of which no more than so many are read; empty if there is nothing.
     *
     * @throws IOException if it does not answer
     */
    Optional<byte[]> read(ReferencePlaces.Place place, int most) throws IOException;

    @Override
    default void close() {}
}
