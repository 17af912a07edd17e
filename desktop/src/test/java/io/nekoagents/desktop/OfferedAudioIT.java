package io.nekoagents.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.nekoagents.desktop.media.Studio;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that turn on their microphone later, and offer it then: as browsers do, and as our own client need not. */
final class OfferedAudioIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SESSION = "browser";

    private final PeerConnectionFactory factory =
            new PeerConnectionFactory(new AudioDeviceModule(AudioLayer.kDummyAudio));
    private final CustomAudioSource source = new CustomAudioSource();
    private final BlockingQueue<SignalMessage> signals = new LinkedBlockingQueue<>();
    private final BlockingQueue<SignalMessage.Candidate> candidates = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService speaker = Executors.newSingleThreadScheduledExecutor();
    private final Studio.Line line = new Studio.Line(this::hear, packet -> {});
    private @Nullable RTCPeerConnection connection;

    @AfterEach
    void stop() {
        speaker.close();
        if (connection != null) {
            connection.close();
        }
        factory.dispose();
    }

    @Test
    void isHeardOnceItIsOffered() throws Exception {
        try (QuietRoom room = new QuietRoom(true)) {
            // Given
            Heard heard = new Heard(SESSION);
            room.microphone().listen(heard);
            RTCPeerConnection browser = watch(room);
            assertThat(heard.blocks()).as("heard from one who only watches").isEmpty();

            // When
            String answer = offerAudio(room, browser);
            speak();

            // Then
            assertThat(answer).contains("m=audio").contains("a=recvonly");
            await("sound").atMost(SOON).until(() -> heard.sound().size() > 20);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoomWithoutMicrophoneDeclinesIt(boolean watches) throws Exception {
        try (QuietRoom deaf = new QuietRoom(false)) {
            RTCPeerConnection browser = watch(deaf);
            deaf.signal(SESSION, new SignalMessage.Video(new SignalMessage.VideoRequest(!watches, null, null)), line);

            assertThat(offerAudio(deaf, browser)).contains("m=audio").contains("a=inactive");
        }
    }

    private RTCPeerConnection watch(QuietRoom room) throws InterruptedException {
        room.signal(SESSION, new SignalMessage.Request(null, null), line);
        SignalMessage.Provide offer = next(SignalMessage.Provide.class);
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        RTCPeerConnection browser = factory.createPeerConnection(new RTCConfiguration(), new Observer(room, connected));
        connection = browser;
        set(observer ->
                browser.setRemoteDescription(new RTCSessionDescription(RTCSdpType.OFFER, offer.sdp()), observer));
        RTCSessionDescription answer = create(observer -> browser.createAnswer(new RTCAnswerOptions(), observer));
        set(observer -> browser.setLocalDescription(answer, observer));
        room.signal(SESSION, new SignalMessage.Answer(answer.sdp), line);
        var _ = speaker.scheduleAtFixedRate(() -> add(browser), 0, 10, TimeUnit.MILLISECONDS);
        connected.orTimeout(20, TimeUnit.SECONDS).join();
        return browser;
    }

    private void add(RTCPeerConnection browser) {
        SignalMessage.Candidate candidate = candidates.poll();
        if (candidate != null && candidate.sdpMid() != null && candidate.sdpMLineIndex() != null) {
            browser.addIceCandidate(
                    new RTCIceCandidate(candidate.sdpMid(), candidate.sdpMLineIndex(), candidate.candidate()));
        }
    }

    /** The room's answer. */
    private String offerAudio(QuietRoom room, RTCPeerConnection browser) throws InterruptedException {
        browser.addTrack(factory.createAudioTrack("microphone", source), List.of("microphone"));
        RTCSessionDescription offer = create(observer -> browser.createOffer(new RTCOfferOptions(), observer));
        set(observer -> browser.setLocalDescription(offer, observer));
        room.signal(SESSION, new SignalMessage.Offer(offer.sdp), line);
        String answer = next(SignalMessage.Answer.class).sdp();
        set(observer -> browser.setRemoteDescription(new RTCSessionDescription(RTCSdpType.ANSWER, answer), observer));
        return answer.substring(answer.indexOf("m=audio"));
    }

    private void speak() {
        byte[] noise = new byte[960];
        for (int at = 0; at < noise.length; at += 2) {
            noise[at + 1] = (byte) (at % 96 < 48 ? 20 : -20);
        }
        var _ = speaker.scheduleAtFixedRate(
                () -> source.pushAudio(noise, 16, 48_000, 1, 480), 0, 10, TimeUnit.MILLISECONDS);
    }

    private void hear(SignalMessage message) {
        if (message instanceof SignalMessage.Candidate candidate) {
            candidates.add(candidate);
        } else {
            signals.add(message);
        }
    }

    private <T extends SignalMessage> T next(Class<T> type) throws InterruptedException {
        for (SignalMessage message = signals.poll(20, TimeUnit.SECONDS);
                message != null;
                message = signals.poll(20, TimeUnit.SECONDS)) {
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
        throw new AssertionError("The room sends no " + type.getSimpleName());
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
                created.completeExceptionally(new IllegalStateException(error));
            }
        });
        return created.orTimeout(10, TimeUnit.SECONDS).join();
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
                done.completeExceptionally(new IllegalStateException(error));
            }
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private final class Observer implements PeerConnectionObserver {

        private final QuietRoom room;
        private final CompletableFuture<Boolean> connected;

        Observer(QuietRoom room, CompletableFuture<Boolean> connected) {
            this.room = room;
            this.connected = connected;
        }

        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            room.signal(
                    SESSION,
                    new SignalMessage.Candidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, null),
                    line);
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            if (state == RTCPeerConnectionState.CONNECTED) {
                connected.complete(true);
            }
        }
    }
}
