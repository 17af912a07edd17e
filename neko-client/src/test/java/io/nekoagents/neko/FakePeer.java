package io.nekoagents.neko;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import io.nekoagents.neko.message.SignalMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The room's side of the media: a real peer that sends one colour at 20 frames a second, and hears packets and audio. */
final class FakePeer implements AutoCloseable {

    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    private final Consumer<byte[]> packets;
    private final CustomVideoSource source;
    private final RTCPeerConnection connection;
    private final RTCDataChannel channel;
    private final ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fake-camera").factory());
    private volatile Yuv color;

    record Yuv(int y, int u, int v) {
        static final Yuv RED = new Yuv(81, 90, 240);
        static final Yuv GREEN = new Yuv(145, 54, 34);
        static final Yuv BLUE = new Yuv(41, 240, 110);
    }

    /** What the room does about audio. */
    enum Audio {
        /** As Neko does. */
        OFFERED_BOTH_WAYS,
        OFFERED_TO_LISTEN,
        NOT_OFFERED
    }

    FakePeer(Yuv color, Audio audio, Consumer<SignalMessage.Candidate> candidates, Consumer<byte[]> packets) {
        this.color = color;
        this.packets = packets;
        var factory = WebRtc.factory();
        source = new CustomVideoSource();
        PeerConnectionObserver observer = candidate -> candidates.accept(candidate(candidate));
        connection = factory.createPeerConnection(new RTCConfiguration(), observer);
        if (audio != Audio.NOT_OFFERED) {
            addAudio(audio);
        }
        VideoTrack track = factory.createVideoTrack("video", source);
        connection.addTrack(track, List.of("stream"));
        channel = connection.createDataChannel("data", new RTCDataChannelInit());
        channel.registerObserver(new Ears());
        var _ = camera.scheduleAtFixedRate(this::push, 0, 50, TimeUnit.MILLISECONDS);
    }

    private static SignalMessage.Candidate candidate(RTCIceCandidate candidate) {
        return new SignalMessage.Candidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, null);
    }

    private void addAudio(Audio audio) {
        var init = new RTCRtpTransceiverInit();
        init.direction = audio == Audio.OFFERED_BOTH_WAYS
                ? RTCRtpTransceiverDirection.SEND_RECV
                : RTCRtpTransceiverDirection.SEND_ONLY;
        connection.addTransceiver(WebRtc.factory().createAudioTrack("audio", new CustomAudioSource()), init);
    }

    /** How many packets of audio have come. */
    long audioPackets() {
        var report = new CompletableFuture<RTCStatsReport>();
        connection.getStats(report::complete);
        return report.orTimeout(10, TimeUnit.SECONDS).join().getStats().values().stream()
                .map(RTCStats::getAttributes)
                .filter(stats -> "audio".equals(stats.get("kind")))
                .mapToLong(stats -> stats.get("packetsReceived") instanceof Number packets ? packets.longValue() : 0)
                .sum();
    }

    /** Answers the client's offer. */
    String offered(String sdp, boolean takesAudio) {
        set(observer -> connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.OFFER, sdp), observer));
        for (RTCRtpTransceiver transceiver : connection.getTransceivers()) {
            if (!takesAudio && transceiver.getReceiver().getTrack() instanceof AudioTrack) {
                transceiver.setDirection(RTCRtpTransceiverDirection.INACTIVE);
            }
        }
        RTCSessionDescription answer = create(observer -> connection.createAnswer(new RTCAnswerOptions(), observer));
        set(observer -> connection.setLocalDescription(answer, observer));
        return answer.sdp;
    }

    private static RTCSessionDescription create(Consumer<CreateSessionDescriptionObserver> creating) {
        var created = new CompletableFuture<RTCSessionDescription>();
        creating.accept(new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                created.complete(description);
            }

            @Override
            public void onFailure(String error) {
                created.completeExceptionally(new IllegalStateException(error));
            }
        });
        return created.orTimeout(10, TimeUnit.SECONDS).join();
    }

    void show(Yuv next) {
        color = next;
    }

    String offer(boolean restart) {
        var options = new RTCOfferOptions();
        options.iceRestart = restart;
        RTCSessionDescription offer = create(observer -> connection.createOffer(options, observer));
        set(observer -> connection.setLocalDescription(offer, observer));
        return offer.sdp;
    }

    void answered(String sdp) {
        set(observer -> connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.ANSWER, sdp), observer));
    }

    void add(SignalMessage.Candidate candidate) {
        connection.addIceCandidate(new RTCIceCandidate(
                String.valueOf(candidate.sdpMid()),
                candidate.sdpMLineIndex() == null ? 0 : candidate.sdpMLineIndex(),
                candidate.candidate()));
    }

    private static void set(Consumer<SetSessionDescriptionObserver> setting) {
        var done = new CompletableFuture<Boolean>();
        setting.accept(new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                done.complete(true);
            }

            @Override
            public void onFailure(String error) {
                done.completeExceptionally(new IllegalStateException(error));
            }
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void push() {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        fill(buffer.getDataY(), color.y());
        fill(buffer.getDataU(), color.u());
        fill(buffer.getDataV(), color.v());
        var frame = new VideoFrame(buffer, System.nanoTime());
        source.pushFrame(frame);
        frame.release();
    }

    private static void fill(ByteBuffer plane, int value) {
        for (int at = 0; at < plane.capacity(); at++) {
            plane.put(at, (byte) value);
        }
    }

    @Override
    public void close() {
        camera.close();
        channel.unregisterObserver();
        connection.close();
    }

    private final class Ears implements RTCDataChannelObserver {
        @Override
        public void onBufferedAmountChange(long previous) {}

        @Override
        public void onStateChange() {}

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            byte[] packet = new byte[buffer.data.remaining()];
            buffer.data.get(packet);
            packets.accept(packet);
        }
    }
}
