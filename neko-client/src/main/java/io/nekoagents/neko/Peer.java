package io.nekoagents.neko;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One native peer connection. The room's owner thread makes it, negotiates on it and frees it; the library's own threads
 * call back, and never wait for ours. Packets may be sent from any thread.
 */
final class Peer implements AutoCloseable {

    private static final String CHANNEL = "data";

    private final Events events;
    private final RTCPeerConnection connection;
    private final Negotiation negotiation;
    private final @Nullable Voice voice;
    private final VideoTrackSink sink = this::onFrame;
    private final List<VideoTrack> tracks = new CopyOnWriteArrayList<>();
    /** Held while sending and while freeing, so that nothing is sent over freed memory. */
    private final ReentrantLock sending = new ReentrantLock();

    private volatile @Nullable RTCDataChannel channel;
    private volatile boolean channelOpen;
    private volatile boolean closed;

    /** Called on the library's threads; must not block. */
    interface Events {
        void candidate(RTCIceCandidate candidate);

        void state(RTCPeerConnectionState state);

        void channelOpened();

        /** By the room, which does so only when it ends its peer. */
        void channelClosed();

        /** Whether frames are wanted at all. */
        boolean watches();

        void frame(Picture picture);
    }

    /** @param speaks whether audio is to be sent */
    Peer(RTCConfiguration configuration, Events events, boolean speaks) {
        this.events = events;
        this.connection = WebRtc.factory().createPeerConnection(configuration, new Observer());
        this.negotiation = new Negotiation(connection);
        this.voice = speaks ? new Voice(connection) : null;
    }

    @Nullable
    Voice voice() {
        return voice;
    }

    /** Takes the room's offer: the SDP of our answer. */
    String answer(String offer) throws NekoException {
        return silently(() -> negotiation.answer(offer));
    }

    /** Offers what the room's own offer had no place for: the SDP of that. */
    String offer() throws NekoException {
        return silently(negotiation::offer);
    }

    /** Takes the room's answer to {@link #offer}. */
    void answered(String answer) throws NekoException {
        silently(() -> {
            negotiation.answered(answer);
            return answer;
        });
    }

    private String silently(Supplier<String> step) {
        Voice speaking = voice;
        if (speaking == null) {
            return step.get();
        }
        speaking.pause();
        try {
            return step.get();
        } finally {
            speaking.resume();
        }
    }

    /** Only after the first offer. */
    void add(RTCIceCandidate candidate) {
        connection.addIceCandidate(candidate);
    }

    boolean closed() {
        return closed;
    }

    boolean channelOpen() {
        return channelOpen;
    }

    /** Whether the packet was handed on. */
    boolean send(byte[] packet) {
        sending.lock();
        try {
            RTCDataChannel open = channel;
            if (closed || !channelOpen || open == null) {
                return false;
            }
            open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(packet), true));
            return true;
        } catch (Exception e) { // The library declares no less; it means the channel has closed meanwhile.
            return false;
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void close() {
        sending.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            channelOpen = false;
        } finally {
            sending.unlock();
        }
        tracks.forEach(track -> track.removeSink(sink));
        RTCDataChannel open = channel;
        if (open != null) {
            open.unregisterObserver();
        }
        Voice last = voice;
        if (last != null) {
            last.close();
        }
        connection.close();
        if (last != null) {
            last.free();
        }
    }

    private void onFrame(VideoFrame frame) {
        var picture = new I420Picture(frame.buffer.toI420());
        if (closed) {
            picture.discard();
        } else {
            events.frame(picture);
        }
    }

    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            events.candidate(candidate);
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            events.state(state);
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            if (events.watches() && transceiver.getReceiver().getTrack() instanceof VideoTrack video) {
                tracks.add(video);
                video.addSink(sink);
            }
        }

        @Override
        public void onDataChannel(RTCDataChannel offered) {
            if (offered.getLabel().equals(CHANNEL)) {
                channel = offered;
                offered.registerObserver(new ChannelObserver(offered));
                channelChanged(offered);
            }
        }
    }

    private void channelChanged(RTCDataChannel changed) {
        boolean open = changed.getState() == RTCDataChannelState.OPEN;
        boolean before = channelOpen;
        channelOpen = open && !closed;
        if (channelOpen && !before) {
            events.channelOpened();
        }
        if (!closed && changed.getState() == RTCDataChannelState.CLOSED) {
            events.channelClosed();
        }
    }

    private final class ChannelObserver implements RTCDataChannelObserver {
        private final RTCDataChannel observed;

        ChannelObserver(RTCDataChannel observed) {
            this.observed = observed;
        }

        @Override
        public void onBufferedAmountChange(long previous) {
            // Input is small and rare.
        }

        @Override
        public void onStateChange() {
            channelChanged(observed);
        }

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            // The room sends the cursor's picture and place, which are in the video already.
        }
    }
}
