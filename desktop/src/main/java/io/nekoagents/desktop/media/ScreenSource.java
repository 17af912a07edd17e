package io.nekoagents.desktop.media;

/** What a camera films. */
public interface ScreenSource {

    int width();

    int height();

    /**
     * Copies what the screen shows now.
     *
     * @param bgra takes 4 bytes for each pixel, row by row from the top
     */
    void capture(byte[] bgra);
}
