package io.nekoagents.neko;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;

/**
 * The one factory of this JVM, made when first needed. It is never freed: its threads hold up no exit.
 *
 * <p>Its sound device can neither play nor record. A device that records would be started by the library with the first
 * voice, and what it records sent along with what we push; the library ends the process when the two meet.
 */
final class WebRtc {

    private static final PeerConnectionFactory FACTORY =
            new PeerConnectionFactory(new AudioDeviceModule(AudioLayer.kDummyAudio));

    private WebRtc() {}

    static PeerConnectionFactory factory() {
        return FACTORY;
    }
}
