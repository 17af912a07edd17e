package io.nekoagents.neko;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;

/**
 * The one factory of this JVM, made when first needed. It plays into nothing, so no sound device is needed, and it is
 * never freed: its threads hold up no exit.
 */
final class WebRtc {

    private static final PeerConnectionFactory FACTORY = new PeerConnectionFactory(new HeadlessAudioDeviceModule());

    private WebRtc() {}

    static PeerConnectionFactory factory() {
        return FACTORY;
    }
}
