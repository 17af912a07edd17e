package io.nekoagents.local.e2e;

import io.nekoagents.desktop.media.Microphone;
import io.nekoagents.desktop.media.WavRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Listens to a room in which one voice speaks. */
final class Listener implements Microphone.Listener {

    /** Samples of one block. */
    static final int BLOCK = 480;

    private final List<Microphone.Block> blocks = new ArrayList<>();

    @Override
    public synchronized void heard(Microphone.Block block) {
        blocks.add(block);
    }

    synchronized void forget() {
        blocks.clear();
    }

    synchronized List<Microphone.Block> blocks() {
        return List.copyOf(blocks);
    }

    /** All samples since {@link #forget}, 48 kHz. */
    double[] samples() {
        List<Microphone.Block> all = blocks();
        double[] samples = new double[all.size() * BLOCK];
        int at = 0;
        for (Microphone.Block block : all) {
            if (block.samples().length != BLOCK) {
                throw new AssertionError("the room plays at " + block.samplesPerSecond() + " Hz, not at 48000");
            }
            for (short sample : block.samples()) {
                samples[at++] = sample / 32_768.0;
            }
        }
        return samples;
    }

    void write(Path file) throws IOException {
        List<Microphone.Block> all = blocks();
        if (all.isEmpty()) {
            throw new AssertionError("nothing came from the room");
        }
        try (WavRecorder recorder = new WavRecorder(file, all.getFirst().session())) {
            all.forEach(recorder::heard);
        }
    }
}
