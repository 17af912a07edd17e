package io.nekoagents.neko;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCSignalingState;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Offers and answers on one native peer connection, each step waited for. What is not accepted is a protocol error. */
final class Negotiation {

    private static final Duration STEP = Duration.ofSeconds(10);

    private final RTCPeerConnection connection;

    Negotiation(RTCPeerConnection connection) {
        this.connection = connection;
    }

    String answer(String offer) throws NekoException {
        Deadline deadline = Deadline.after(STEP);
        if (offering()) {
            setLocal(new RTCSessionDescription(RTCSdpType.ROLLBACK, ""), deadline); // The room's offer goes first.
        }
        setRemote(RTCSdpType.OFFER, offer, deadline);
        var created = new Creation();
        connection.createAnswer(new RTCAnswerOptions(), created);
        return setLocal(deadline.await(created.done, "answer"), deadline);
    }

    String offer() throws NekoException {
        Deadline deadline = Deadline.after(STEP);
        var created = new Creation();
        connection.createOffer(new RTCOfferOptions(), created);
        return setLocal(deadline.await(created.done, "offer"), deadline);
    }

    /** An answer that comes too late is no news. */
    void answered(String answer) throws NekoException {
        if (offering()) {
            setRemote(RTCSdpType.ANSWER, answer, Deadline.after(STEP));
        }
    }

    private boolean offering() {
        return connection.getSignalingState() == RTCSignalingState.HAVE_LOCAL_OFFER;
    }

    private void setRemote(RTCSdpType type, String sdp, Deadline deadline) {
        var set = new Step();
        connection.setRemoteDescription(new RTCSessionDescription(type, OpusSdp.forSpeech(sdp)), set);
        deadline.await(set.done, "remote description");
    }

    private String setLocal(RTCSessionDescription description, Deadline deadline) {
        var set = new Step();
        connection.setLocalDescription(description, set);
        deadline.await(set.done, "local description");
        return description.sdp;
    }

    private static final class Step implements SetSessionDescriptionObserver {
        final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public void onSuccess() {
            done.complete(true);
        }

        @Override
        public void onFailure(String error) {
            done.completeExceptionally(new NekoException.Protocol("the description was not accepted: " + error));
        }
    }

    private static final class Creation implements CreateSessionDescriptionObserver {
        final CompletableFuture<RTCSessionDescription> done = new CompletableFuture<>();

        @Override
        public void onSuccess(RTCSessionDescription description) {
            done.complete(description);
        }

        @Override
        public void onFailure(String error) {
            done.completeExceptionally(new NekoException.Protocol("no description could be made: " + error));
        }
    }
}
