package io.nekoagents.neko;

import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signalling of one connection. The room offers, we answer. What is lost is first restarted (ICE), then asked for
 * anew. Everything but {@link #send} happens on the owner thread.
 */
final class Media {

    /** Shorter than the room's own patience, after which it destroys its peer. */
    private static final Duration BEFORE_RESTART = Duration.ofSeconds(2);

    private static final Duration RESTART_PATIENCE = Duration.ofSeconds(5);

    /** For an answer to a request, and the connection that comes of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Ice ice;
    private final Ends ends;
    private final RoomThread owner;
    private final Consumer<NekoMessage> room;
    private final Trouble trouble;
    private final Backoff backoff;
    private final List<SignalMessage.Candidate> early = new ArrayList<>();
    private final CompletableFuture<Boolean> firstFrame = new CompletableFuture<>();
    private final Speaking speaking;
    private final CompletableFuture<Boolean> channel = new CompletableFuture<>();

    private volatile @Nullable Peer peer;
    private RTCPeerConnectionState state = RTCPeerConnectionState.NEW;
    private int attempts;
    private boolean closed;

    /** Whom to tell how the media fares. */
    interface Trouble {
        void problem(String text);

        void solved();
    }

    /**
     * What the media are for.
     *
     * @param watches whether video is wanted
     */
    record Ends(boolean watches, LatestFrame frames, RoomMicrophone microphone) {}

    Media(Ice ice, Ends ends, RoomThread owner, Consumer<NekoMessage> room, Trouble trouble, Backoff backoff) {
        this.ice = ice;
        this.ends = ends;
        this.owner = owner;
        this.room = room;
        this.trouble = trouble;
        this.backoff = backoff;
        this.speaking = new Speaking(ends.microphone(), owner, room);
    }

    /** Done with the first decoded frame, or failed with the reason why none can come. */
    CompletableFuture<Boolean> firstFrame() {
        return firstFrame;
    }

    /** Done when the data channel first opens; a room may have none. */
    CompletableFuture<Boolean> channel() {
        return channel;
    }

    /** Done when the room first hears us, or failed with the reason why it does not. */
    CompletableFuture<Boolean> heard() {
        return speaking.heard();
    }

    /** What our profile in the room says of speaking; before the first request, and whenever it changes. */
    void permit(boolean mayShareMedia) {
        if (speaking.permit(mayShareMedia)) {
            renew("the room lets us speak now");
        }
    }

    void request() {
        if (!closed && (ends.watches() || speaking.wanted())) {
            int attempt = ++attempts;
            owner.after(PATIENCE, () -> missed(attempt));
            room.accept(new SignalMessage.Request(video(), new SignalMessage.AudioRequest(true)));
        }
    }

    private SignalMessage.@Nullable VideoRequest video() {
        return ends.watches() ? null : new SignalMessage.VideoRequest(true, null, null);
    }

    private void missed(int attempt) {
        if (attempt == attempts && state != RTCPeerConnectionState.CONNECTED) {
            renew("the room gives no media");
        }
    }

    void on(SignalMessage message) {
        try {
            switch (message) {
                case SignalMessage.Provide provide -> provided(provide);
                case SignalMessage.Offer offer -> answer(offer.sdp());
                case SignalMessage.Restart restart when restart.sdp() != null -> answer(restart.sdp());
                case SignalMessage.Candidate candidate -> candidate(candidate);
                case SignalMessage.Close ended -> renew("the room ended the media");
                case SignalMessage.Restart ours -> {}
                case SignalMessage.Answer answer -> answered(answer.sdp());
                case SignalMessage.Request ours -> {}
                case SignalMessage.Video changed -> {}
                case SignalMessage.Audio changed -> {}
            }
        } catch (NekoException e) {
            failed(e);
        } catch (RuntimeException e) { // Of the native library, which has no more precise one.
            failed(new NekoException.Protocol("the media library refuses: " + e.getMessage(), e));
        }
    }

    private void failed(NekoException reason) {
        firstFrame.completeExceptionally(reason);
        speaking.heard().completeExceptionally(reason);
        renew(Objects.requireNonNullElse(reason.getMessage(), reason.toString()));
    }

    private void provided(SignalMessage.Provide provide) {
        closePeer("the room makes a new connection");
        var self = new PeerEvents();
        Peer fresh = new Peer(IceConfiguration.of(ice, provide.iceServers()), self, speaking.wanted());
        self.peer = fresh;
        peer = fresh;
        answer(provide.sdp());
        List<SignalMessage.Candidate> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(this::candidate);
    }

    private void answer(String sdp) {
        Peer current = peer;
        if (current != null) {
            room.accept(new SignalMessage.Answer(current.answer(sdp)));
            speaking.agreed(current, state == RTCPeerConnectionState.CONNECTED);
        }
    }

    private void answered(String sdp) {
        Peer current = peer;
        if (current != null) {
            speaking.answered(current, sdp, state == RTCPeerConnectionState.CONNECTED);
        }
    }

    private void candidate(SignalMessage.Candidate candidate) {
        Peer current = peer;
        if (current == null) {
            early.add(candidate);
        } else if (!candidate.candidate().isEmpty()) {
            current.add(new RTCIceCandidate(
                    Objects.requireNonNullElse(candidate.sdpMid(), ""),
                    Objects.requireNonNullElse(candidate.sdpMLineIndex(), 0),
                    candidate.candidate()));
        }
    }

    private void changed(RTCPeerConnectionState next) {
        state = next;
        switch (next) {
            case CONNECTED -> {
                backoff.succeeded();
                trouble.solved();
                Peer current = peer;
                if (current != null) {
                    speaking.connected(current);
                }
            }
            case DISCONNECTED -> {
                trouble.problem("the media connection is interrupted");
                speaking.interrupted("the media connection is interrupted");
                Peer of = peer;
                owner.after(BEFORE_RESTART, () -> restart(of));
            }
            case FAILED -> renew("the media connection failed");
            case NEW, CONNECTING, CLOSED -> {}
        }
    }

    private void restart(@Nullable Peer of) {
        if (of == peer && state == RTCPeerConnectionState.DISCONNECTED) {
            room.accept(new SignalMessage.Restart(null));
            owner.after(RESTART_PATIENCE, () -> restartMissed(of));
        }
    }

    private void restartMissed(@Nullable Peer of) {
        if (of == peer && state == RTCPeerConnectionState.DISCONNECTED) {
            renew("the room does not restart the media");
        }
    }

    private void renew(String reason) {
        if (closed) {
            return;
        }
        trouble.problem(reason);
        closePeer(reason);
        owner.after(backoff.next(), this::request);
    }

    /** Whether the packet went out; from any thread. */
    boolean send(byte[] packet) {
        Peer current = peer;
        return current != null && current.send(packet);
    }

    void close() {
        closed = true;
        closePeer("the connection has ended");
    }

    private void closePeer(String why) {
        speaking.interrupted(why);
        Peer old = peer;
        peer = null;
        state = RTCPeerConnectionState.NEW;
        if (old != null) {
            old.close();
        }
    }

    /** Brings the library's calls to the owner thread. */
    private final class PeerEvents implements Peer.Events {
        private volatile @Nullable Peer peer;

        @Override
        public void candidate(RTCIceCandidate candidate) {
            // After the answer they belong to, which the owner thread is about to send.
            var message = new SignalMessage.Candidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, null);
            owner.execute(() -> room.accept(message));
        }

        @Override
        public void state(RTCPeerConnectionState next) {
            owner.execute(() -> {
                if (current()) {
                    changed(next);
                }
            });
        }

        @Override
        public void channelClosed() {
            owner.execute(() -> {
                if (current()) {
                    renew("the room closed the data channel");
                }
            });
        }

        private boolean current() {
            return peer != null && peer == Media.this.peer;
        }

        @Override
        public void channelOpened() {
            channel.complete(true);
        }

        @Override
        public boolean watches() {
            return ends.watches();
        }

        @Override
        public void frame(Picture picture) {
            ends.frames().offer(picture);
            firstFrame.complete(true);
        }
    }
}
