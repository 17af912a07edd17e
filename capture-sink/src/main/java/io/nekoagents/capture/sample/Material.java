package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a layout makes samples from.
 *
 * @param episode without what is secret
 * @param folder for files that samples are made of; they are deleted when the samples are in a shard
 * @param inMemory most bytes of an episode that need not be in a file
 */
record Material(Episode episode, FrameSource source, FrameEncoder encoder, Path folder, int inMemory) {

    /** The frames as JPEG, in their order. */
    void frames(List<EpisodeFrame> frames, FrameSource.Sink sink) throws IOException, EpisodeRefusedException {
        source.readAll(frames, (index, frame, bytes) -> sink.take(index, frame, encoder.encode(frame, bytes)));
    }
}
