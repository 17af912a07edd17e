package io.nekoagents.neko;

/** A picture not yet converted, and perhaps never to be. Used by one thread at a time. */
interface Picture {

    /**
     * Its pixels.
     *
     * @throws NekoException.Protocol if they cannot be read
     */
    Pixels pixels() throws NekoException;

    /** Frees what it holds. Called once, last. */
    void discard();

    /** @param rgb 3 bytes per pixel, row by row */
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
    record Pixels(int width, int height, byte[] rgb) {}
}
