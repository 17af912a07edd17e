package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the room comes to hear us, over real WebRTC. What it hears is tested where a room listens, in desktop. */
final class MicrophoneTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SOME_PACKETS = 10;

    private FakeNeko neko;
    private final ScheduledExecutorService speaker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("speaker").factory());

    @BeforeEach
    void open() throws Exception {
        neko = new FakeNeko();
    }

    @AfterEach
    void close() throws Exception {
        speaker.shutdownNow();
        neko.close();
    }

    @ParameterizedTest
    @EnumSource
    void isHeardWhateverTheRoomOffers(FakePeer.Audio audio) {
        // Given
        neko.audio = audio;

        // When
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            speak(room);

            // Then
            assertThat(room.microphone().state()).isEqualTo(new Microphone.State.Open());
            awaitHeard();
            assertThat(neko.received)
                    .as("offers of our own, which only a room needs that did not offer to listen")
                    .filteredOn(SignalMessage.Offer.class::isInstance)
                    .hasSize(audio == FakePeer.Audio.OFFERED_BOTH_WAYS ? 0 : 1);
        }
    }

    @Test
    void asksForNoVideoWhenItOnlySpeaks() {
        try (NekoRoom _ = NekoRoom.connect(speaking())) {
            assertThat(neko.received)
                    .filteredOn(SignalMessage.Request.class::isInstance)
                    .containsExactly(new SignalMessage.Request(
                            new SignalMessage.VideoRequest(true, null, null), new SignalMessage.AudioRequest(true)));
        }
    }

    @Test
    void watchesAndSpeaks() {
        try (NekoRoom room = NekoRoom.connect(speaking().withVideo(Video.WEBRTC))) {
            speak(room);

            awaitHeard();
            assertThat(room.frames().latest()).isPresent();
        }
    }

    @Test
    void isHeardThroughIceRestarts() {
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            // Given
            speak(room);
            awaitHeard();

            // When
            neko.restartIce();
            await("the answer").atMost(SOON).until(() -> count(SignalMessage.Answer.class) == 2);

            // Then
            awaitHeard();
            assertThat(room.microphone().state()).isEqualTo(new Microphone.State.Open());
        }
    }

    @Test
    void yieldsToAnOfferOfTheRoomAndOffersAgain() {
        // Given: our offer, that the room has not seen when it makes its own
        neko.audio = FakePeer.Audio.NOT_OFFERED;
        neko.answersOffers = false;
        var entering = CompletableFuture.supplyAsync(() -> NekoRoom.connect(speaking()));
        await("our offer").atMost(SOON).until(() -> count(SignalMessage.Offer.class) == 1);
        neko.answersOffers = true;

        // When
        neko.restartIce();

        // Then
        try (NekoRoom room =
                entering.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join()) {
            assertThat(count(SignalMessage.Offer.class)).isEqualTo(2);
            speak(room);
            awaitHeard();
        }
    }

    @Test
    void isHeardAgainAfterTheRoomEndsTheMedia() {
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            // Given
            speak(room);
            awaitHeard();

            // When
            neko.broadcast(new SignalMessage.Close());
            await("the end").atMost(SOON).until(() -> room.microphone().state() instanceof Microphone.State.Down);

            // Then
            assertThat(room.microphone().send(new short[Microphone.FRAME_SAMPLES]))
                    .isFalse();
            await("a new beginning").atMost(SOON).until(() -> count(SignalMessage.Request.class) == 2);
            awaitHeard();
        }
    }

    @Test
    void isHeardAgainAfterTheSocketDrops() {
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            // Given
            speak(room);
            awaitHeard();

            // When
            neko.dropSockets();
            await("a new beginning").atMost(SOON).until(() -> count(SignalMessage.Request.class) == 2);

            // Then
            awaitHeard();
            assertThat(neko.logins).as("the session is kept").hasValue(1);
        }
    }

    @Test
    void isRefusedByARoomThatReceivesNoAudio() {
        neko.audio = FakePeer.Audio.NOT_OFFERED;
        neko.takesAudio = false;

        assertThatThrownBy(() -> NekoRoom.connect(speaking()))
                .isInstanceOf(NekoException.NoMicrophone.class)
                .hasMessageContaining("receives no audio");
    }

    @Test
    void isRefusedByARoomThatDoesNotAnswer() {
        neko.audio = FakePeer.Audio.NOT_OFFERED;
        neko.answersOffers = false;

        assertThatThrownBy(() -> NekoRoom.connect(speaking()))
                .isInstanceOf(NekoException.NoMicrophone.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void isRefusedWhereOurProfileMayNotShareMedia() {
        neko.mayShareMedia = false;

        assertThatThrownBy(() -> NekoRoom.connect(speaking()))
                .isInstanceOf(NekoException.NoMicrophone.class)
                .hasMessageContaining("can_share_media");
        assertThat(count(SignalMessage.Request.class)).as("requests for media").isZero();
    }

    @Test
    void fallsSilentWhileOurProfileMayNotShareMedia() {
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            // When
            neko.letShareMedia(false);

            // Then
            await("the refusal")
                    .atMost(SOON)
                    .until(() -> room.microphone().state() instanceof Microphone.State.Refused);
            assertThat(room.microphone().send(new short[Microphone.FRAME_SAMPLES]))
                    .isFalse();

            // When
            neko.letShareMedia(true);

            // Then
            await("to be heard again")
                    .atMost(SOON)
                    .until(() -> room.microphone().state() instanceof Microphone.State.Open);
            speak(room);
            awaitHeard();
        }
    }

    @Test
    void refusesEverythingInARoomEnteredToWatch() {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.NONE))) {
            assertThat(room.microphone().state()).isInstanceOf(Microphone.State.Refused.class);
            assertThat(room.microphone().send(new short[Microphone.FRAME_SAMPLES]))
                    .isFalse();
        }
    }

    @Test
    void isDownOnceTheRoomIsLeft() {
        NekoRoom room = NekoRoom.connect(speaking());
        room.close();

        assertThat(room.microphone().state()).isEqualTo(new Microphone.State.Down("the room is closed"));
        assertThat(room.microphone().send(new short[Microphone.FRAME_SAMPLES])).isFalse();
    }

    @Test
    void takesNoFrameThatIsShort() {
        try (NekoRoom room = NekoRoom.connect(speaking())) {
            for (short[] samples : List.of(new short[0], new short[Microphone.FRAME_SAMPLES - 1])) {
                assertThatThrownBy(() -> room.microphone().send(samples)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    private NekoSettings speaking() {
        return neko.settings(Video.NONE).withMicrophone(true);
    }

    private void speak(NekoRoom room) {
        short[] silence = new short[Microphone.FRAME_SAMPLES];
        var _ = speaker.scheduleAtFixedRate(() -> room.microphone().send(silence), 0, 10, TimeUnit.MILLISECONDS);
    }

    private void awaitHeard() {
        long before = neko.audioPackets();
        await("packets of audio").atMost(SOON).until(() -> neko.audioPackets() > before + SOME_PACKETS);
    }

    private long count(Class<? extends SignalMessage> type) {
        return neko.received.stream().filter(type::isInstance).count();
    }
}
