package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.CaptureConfig;
import java.awt.image.BufferedImage;

/** Leaves out of episodes what must not reach a shard. Runs before any layout; further ones can be plugged in. */
public interface Redactor {

    /** The episode without the words that are secret. */
    default Episode words(Episode episode, CaptureConfig config) {
        return episode;
    }

    /** Whether frames have to be decoded for it. */
    default boolean changesFrames(CaptureConfig config) {
        return false;
    }

    /** Paints over what is secret. */
    default void paint(BufferedImage frame, CaptureConfig config) {}
}
