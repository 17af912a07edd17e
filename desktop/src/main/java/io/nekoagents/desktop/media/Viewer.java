package io.nekoagents.desktop.media;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
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
import dev.onvoid.webrtc.RTCRtpSender;
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
import dev.onvoid.webrtc.media.video.VideoTrack;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One session's connection: video to it, input and audio from it. Used by one thread at a time. */
final class Viewer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Camera camera;
    private final RTCPeerConnection connection;
    private final MemberAudio audio;
    private final VideoTrack picture;
    private final RTCRtpSender video;
    private final RTCDataChannel channel;
    private final List<AudioTrack> heard = new CopyOnWriteArrayList<>();
    private final List<SignalMessage.Candidate> early = new ArrayList<>();
    private boolean answered;
    private boolean watching;

    Viewer(PeerConnectionFactory factory, Camera camera, MemberAudio audio, Studio.Line line) {
        this.camera = camera;
        this.audio = audio;
        this.connection = factory.createPeerConnection(new RTCConfiguration(), new Observer(line));
        if (audio.microphone().on()) {
            listen(factory);
        }
        this.picture = factory.createVideoTrack("video", camera.source());
        this.video = connection.addTrack(picture, List.of("stream"));
        this.channel = connection.createDataChannel("data", new RTCDataChannelInit());
        channel.registerObserver(new Ear(line.input()));
        camera.watched();
        watching = true;
    }

    /** Only receives, where Neko's goes both ways: while a track sends, the library's sound device records, and loops. */
    private void listen(PeerConnectionFactory factory) {
        RTCRtpTransceiverInit receive = new RTCRtpTransceiverInit();
        receive.direction = RTCRtpTransceiverDirection.RECV_ONLY;
        connection.addTransceiver(factory.createAudioTrack("audio", new CustomAudioSource()), receive);
    }

    /** Whether the screen is sent. */
    void watch(boolean watches) {
        if (watches != watching) {
            video.replaceTrack(watches ? picture : null);
            watching = watches;
            if (watches) {
                camera.watched();
            } else {
                camera.unwatched();
            }
        }
    }

    /** A new offer, as the connection's local description. */
    String offer(boolean restartIce) {
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = restartIce;
        RTCSessionDescription offer = create(observer -> connection.createOffer(options, observer));
        set(observer -> connection.setLocalDescription(offer, observer));
        answered = false;
        return offer.sdp;
    }

    /** Takes the session's own offer, such as of audio; the answer is the connection's local description. */
    String offered(String sdp) {
        set(observer -> connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.OFFER, sdp), observer));
        if (!audio.microphone().on()) {
            refuseAudio();
        }
        RTCSessionDescription answer = create(observer -> connection.createAnswer(new RTCAnswerOptions(), observer));
        set(observer -> connection.setLocalDescription(answer, observer));
        return answer.sdp;
    }

    private void refuseAudio() {
        for (RTCRtpTransceiver transceiver : connection.getTransceivers()) {
            if (transceiver.getReceiver().getTrack() instanceof AudioTrack) {
                transceiver.setDirection(RTCRtpTransceiverDirection.INACTIVE);
            }
        }
    }

    private static RTCSessionDescription create(Consumer<CreateSessionDescriptionObserver> creating) {
        CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();
        creating.accept(new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                created.complete(description);
            }

            @Override
            public void onFailure(String error) {
                created.completeExceptionally(new MediaException("No description: " + error, null));
            }
        });
        return await(created);
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

    /** How long its audio has lain in the jitter buffer, on average since the beginning; empty if none came. */
    CompletableFuture<Optional<Duration>> buffered() {
        CompletableFuture<RTCStatsReport> report = new CompletableFuture<>();
        connection.getStats(report::complete);
        return report.thenApply(stats -> stats.getStats().values().stream()
                .map(RTCStats::getAttributes)
                .flatMap(each -> mean(each.get("jitterBufferDelay"), each.get("jitterBufferEmittedCount")))
                .findFirst());
    }

    private static Stream<Duration> mean(@Nullable Object seconds, @Nullable Object samples) {
        if (seconds instanceof Number sum && samples instanceof Number count && count.doubleValue() > 0) {
            return Stream.of(Duration.ofNanos((long) (1e9 * sum.doubleValue() / count.doubleValue())));
        }
        return Stream.empty();
    }

    @Override
    public void close() {
        if (watching) {
            camera.unwatched();
        }
        heard.forEach(track -> track.removeSink(audio));
        channel.unregisterObserver();
        connection.close();
    }

    private final class Observer implements PeerConnectionObserver {

        private final Studio.Line line;

        Observer(Studio.Line line) {
            this.line = line;
        }

        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            line.signals()
                    .accept(new SignalMessage.Candidate(
                            candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, null));
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            if (audio.microphone().on() && transceiver.getReceiver().getTrack() instanceof AudioTrack track) {
                heard.add(track);
                track.addSink(audio);
            }
        }
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
