package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.video.VideoTrack;
import io.nekoagents.neko.message.SignalMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One session's connection: video to it, input from it. Used by one thread at a time. */
final class Viewer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Camera camera;
    private final RTCPeerConnection connection;
    private final RTCDataChannel channel;
    private final List<SignalMessage.Candidate> early = new ArrayList<>();
    private boolean answered;

    Viewer(PeerConnectionFactory factory, Camera camera, Consumer<SignalMessage> signals, Consumer<InputPacket> input) {
        this.camera = camera;
        PeerConnectionObserver observer = candidate -> signals.accept(
                new SignalMessage.Candidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, null));
        this.connection = factory.createPeerConnection(new RTCConfiguration(), observer);
        VideoTrack track = factory.createVideoTrack("video", camera.source());
        connection.addTrack(track, List.of("stream"));
        this.channel = connection.createDataChannel("data", new RTCDataChannelInit());
        channel.registerObserver(new Ear(input));
        camera.watched();
    }

    /** A new offer, as the connection's local description. */
    String offer(boolean restartIce) {
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = restartIce;
        CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();
        connection.createOffer(options, new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                created.complete(description);
            }

            @Override
            public void onFailure(String error) {
                created.completeExceptionally(new MediaException("No offer: " + error, null));
            }
        });
        RTCSessionDescription offer = await(created);
        set(observer -> connection.setLocalDescription(offer, observer));
        answered = false;
        return offer.sdp;
    }

    void answer(String sdp) {
        RTCSessionDescription answer = new RTCSessionDescription(RTCSdpType.ANSWER, Sdp.generous(sdp));
        set(observer -> connection.setRemoteDescription(answer, observer));
        answered = true;
        early.forEach(this::add);
        early.clear();
    }

    void candidate(SignalMessage.Candidate candidate) {
        if (!answered) {
            early.add(candidate);
        } else if (!candidate.candidate().isEmpty()) {
            add(candidate);
        }
    }

    private void add(SignalMessage.Candidate candidate) {
        connection.addIceCandidate(new RTCIceCandidate(
                Objects.requireNonNullElse(candidate.sdpMid(), ""),
                Objects.requireNonNullElse(candidate.sdpMLineIndex(), 0),
                candidate.candidate()));
    }

    private static void set(Consumer<SetSessionDescriptionObserver> setting) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        setting.accept(new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                done.complete(true);
            }

            @Override
            public void onFailure(String error) {
                done.completeExceptionally(new MediaException("Description refused: " + error, null));
            }
        });
        await(done);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new MediaException("The media library did not do as asked", e.getCause());
        }
    }

    @Override
    public void close() {
        camera.unwatched();
        channel.unregisterObserver();
        connection.close();
    }

    private record Ear(Consumer<InputPacket> input) implements RTCDataChannelObserver {

        @Override
        public void onBufferedAmountChange(long previous) {}

        @Override
        public void onStateChange() {}

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            InputPacket.parse(buffer.data).ifPresent(input);
        }
    }
}
