package io.nekoagents.neko;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The audio that one peer connection sends. */
final class Voice implements AutoCloseable {

    private static final int BITS = 16;

    private final CustomAudioSource source = new CustomAudioSource();
    private final RTCRtpTransceiver transceiver;
    private final byte[] frame = new byte[Microphone.FRAME_SAMPLES * BITS / 8];
    /** The library walks its list of listeners unguarded: nothing is pushed while a negotiation may change that. */
    private final ReentrantLock negotiating = new ReentrantLock();

    private boolean closed;

    /** Adds itself to a connection on which nothing was negotiated yet. */
    Voice(RTCPeerConnection connection) {
        connection.addTrack(WebRtc.factory().createAudioTrack("voice", source), List.of("voice"));
        this.transceiver = connection.getTransceivers()[0];
        // What the room sounds like is of no use to us, and would be decoded.
        transceiver.setDirection(RTCRtpTransceiverDirection.SEND_ONLY);
    }

    /** Whether the other side has agreed to receive it. Its offer may have had no place for it. */
    boolean agreed() {
        RTCRtpTransceiverDirection direction = transceiver.getCurrentDirection();
        return direction == RTCRtpTransceiverDirection.SEND_ONLY || direction == RTCRtpTransceiverDirection.SEND_RECV;
    }

    /** Drops the frame rather than wait. */
    boolean push(short[] samples, int from) {
        if (!negotiating.tryLock()) {
            return false;
        }
        try {
            if (closed) {
                return false;
            }
            for (int at = 0; at < Microphone.FRAME_SAMPLES; at++) {
                short sample = samples[from + at];
                frame[2 * at] = (byte) sample;
                frame[2 * at + 1] = (byte) (sample >> 8);
            }
            source.pushAudio(frame, BITS, Microphone.SAMPLES_PER_SECOND, 1, Microphone.FRAME_SAMPLES);
            return true;
        } finally {
            negotiating.unlock();
        }
    }

    /** Nothing is pushed until {@link #resume}, on the same thread. */
    void pause() {
        negotiating.lock();
    }

    void resume() {
        negotiating.unlock();
    }

    /** Before the connection is freed. */
    @Override
    public void close() {
        negotiating.lock();
        try {
            closed = true;
        } finally {
            negotiating.unlock();
        }
    }

    /** After the connection is freed. */
    void free() {
        source.dispose();
    }
}
