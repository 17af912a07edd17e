package io.nekoagents.neko;

import java.time.Duration;

/**
 * Our voice in a room: 48 kHz, mono, 16 bit, in frames of {@link #FRAME}, which is the only length that the media library
 * takes. Nothing paces it: who speaks sends one frame each 10 ms, silence too, from one thread.
 *
 * <p>A Neko room has one microphone. Who comes last with a track of its own takes it, and nobody is told
 * ({@code micStop} in {@code server/internal/webrtc/manager.go}). Nor is anybody told that the room's operator has switched
 * it off ({@code capture.microphone.enabled}): such a room is {@link State.Open}, and deaf.
 */
public interface Microphone {

    int SAMPLES_PER_SECOND = 48_000;

    int FRAME_SAMPLES = 480;

    Duration FRAME = Duration.ofMillis(10);

    /**
     * Hands one frame to the connection. Never waits, and makes no objects. The sound leaves when a packet's worth of it is
     * there, which is 20 ms.
     *
     * @param from where in the samples the frame's {@link #FRAME_SAMPLES} begin
     * @return false if it was dropped, because the room does not hear us at this moment; it is not sent later
     */
    boolean send(short[] samples, int from);

    default boolean send(short[] frame) {
        return send(frame, 0);
    }

    State state();

    /** Whether the room hears us. */
    sealed interface State {

        /** The room has agreed to take our audio, and the connection is up. */
        record Open() implements State {}

        /** The connection is being built, or built again. */
        record Down(String why) implements State {}

        /** The room takes no audio from us. It may come to do so: a member can be granted the right at any time. */
        record Refused(NekoException.NoMicrophone reason) implements State {}
    }
}
