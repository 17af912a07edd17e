package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;

/** One member's audio on its way from the media library to the microphone. */
record MemberAudio(String session, Microphone microphone) implements AudioTrackSink {

    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int frames) {
        short[] samples = new short[frames];
        for (int frame = 0; frame < frames; frame++) {
            int at = 2 * frame * channels; // The first channel; a voice has but one.
            samples[frame] = (short) ((data[at] & 0xff) | (data[at + 1] << 8));
        }
        microphone.hear(new Microphone.Block(session, System.nanoTime(), sampleRate, samples));
    }
}
