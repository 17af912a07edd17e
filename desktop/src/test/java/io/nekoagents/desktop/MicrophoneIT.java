package io.nekoagents.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.nekoagents.desktop.media.Microphone.Block;
import io.nekoagents.desktop.media.WavRecorder;
import io.nekoagents.neko.Microphone;
import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members say into the room, over real WebRTC and Opus. */
final class MicrophoneIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TWO_SECONDS = 200;
    private static final int A_MOMENT = 50;
    /** Blocks that the coder and the jitter buffer need to settle on a new sound. */
    private static final int ONSET = 5;

    @Test
    void aToneArrivesAsItWasSent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tone.wav");
        try (QuietRoom quiet = new QuietRoom(true);
                NekoRoom room = NekoRoom.connect(speaking(quiet, "ada"));
                Speaker speaker = new Speaker(room.microphone());
                WavRecorder recorder = new WavRecorder(file, room.state().sessionId())) {
            // Given
            Heard heard = listen(quiet, room);
            quiet.microphone().listen(recorder);
            await("the silence before").atMost(SOON).until(() -> heard.blocks().size() > 100);

            // When
            speaker.tone(440, TWO_SECONDS);
            await("the tone and its end").atMost(SOON).until(() -> speaker.silent() && ended(heard));

            // Then
            List<Block> sound = heard.sound();
            List<Block> settled = sound.subList(ONSET, sound.size() - ONSET);
            assertThat(Heard.hertz(settled)).as("the frequency").isCloseTo(440, within(2.0));
            assertThat(settled.stream().filter(MicrophoneIT::asLoudAsSent).count())
                    .as("blocks of 10 ms that are as loud as sent, of " + settled.size())
                    .isGreaterThan(settled.size() * 95L / 100);
            assertThat(longestGap(settled)).as("of what is not as loud as sent").isLessThan(Duration.ofMillis(40));
            assertThat(sound.size()).as("blocks of 10 ms in 2 s").isBetween(180, 220);
        }
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(wav.getFormat().getSampleRate()).isEqualTo(48_000);
            assertThat(wav.getFrameLength()).as("samples recorded").isGreaterThan(TWO_SECONDS * 480);
        }
    }

    @Test
    void theRoomTellsItsOwnShareOfTheDelay() throws Exception {
        try (QuietRoom quiet = new QuietRoom(true);
                NekoRoom room = NekoRoom.connect(speaking(quiet, "ada"));
                Speaker _ = new Speaker(room.microphone())) {
            Heard heard = listen(quiet, room);
            await("sound").atMost(SOON).until(() -> heard.blocks().size() > A_MOMENT);

            assertThat(quiet.buffered(room.state().sessionId()).get(5, TimeUnit.SECONDS))
                    .hasValueSatisfying(delay -> assertThat(delay).isBetween(Duration.ofMillis(1), SOON));
            assertThat(quiet.buffered("nobody").get(5, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void allWhoSpeakAtOnceAreHeardOnTheirOwn() throws Exception {
        int members = 8;
        List<NekoRoom> rooms = new ArrayList<>();
        List<Speaker> speakers = new ArrayList<>();
        List<Heard> heard = new ArrayList<>();
        try (QuietRoom quiet = new QuietRoom(true)) {
            try {
                // Given
                for (int member = 0; member < members; member++) {
                    NekoRoom room = NekoRoom.connect(speaking(quiet, "member" + member));
                    rooms.add(room);
                    heard.add(listen(quiet, room));
                    speakers.add(new Speaker(room.microphone()));
                }

                // When
                for (int member = 0; member < members; member++) {
                    speakers.get(member).tone(300 + 100 * member, TWO_SECONDS);
                }

                // Then
                for (int member = 0; member < members; member++) {
                    Heard of = heard.get(member);
                    await("the tone of member " + member)
                            .atMost(SOON)
                            .until(() -> of.sound().size() > TWO_SECONDS / 2);
                    List<Block> sound = of.sound();
                    assertThat(Heard.hertz(sound.subList(TWO_SECONDS / 4, TWO_SECONDS / 2)))
                            .as("frequency of member " + member)
                            .isCloseTo(300 + 100 * member, within(10.0));
                }
            } finally {
                speakers.forEach(Speaker::close);
                rooms.forEach(NekoRoom::close);
            }
        }
    }

    @Test
    void whoeverIsCutOffSpeaksAgain() throws Exception {
        try (QuietRoom quiet = new QuietRoom(true);
                NekoRoom room = NekoRoom.connect(speaking(quiet, "ada"));
                Speaker speaker = new Speaker(room.microphone())) {
            // Given
            Heard heard = listen(quiet, room);
            await("the silence before").atMost(SOON).until(() -> heard.blocks().size() > A_MOMENT);

            // When
            quiet.dropMedia(room.state().sessionId());
            await("frames that go nowhere").atMost(SOON).until(() -> speaker.dropped() > 0);

            // Then
            await("the new connection")
                    .atMost(SOON)
                    .until(() -> room.microphone().state() instanceof Microphone.State.Open);
            heard.forget();
            await("the silence on it").atMost(SOON).until(() -> heard.blocks().size() > A_MOMENT);
            speaker.tone(440, TWO_SECONDS);
            await("the tone").atMost(SOON).until(() -> heard.sound().size() > TWO_SECONDS / 2);
        }
    }

    @Test
    void whoSpeaksCanWatchAsWell() throws Exception {
        try (QuietRoom quiet = new QuietRoom(true);
                NekoRoom room = NekoRoom.connect(speaking(quiet, "ada").withVideo(Video.WEBRTC));
                Speaker speaker = new Speaker(room.microphone())) {
            // Given
            Heard heard = listen(quiet, room);

            // When
            speaker.tone(440, TWO_SECONDS);

            // Then
            await("the tone").atMost(SOON).until(() -> heard.sound().size() > TWO_SECONDS / 2);
            assertThat(room.frames().latest()).isPresent();
        }
    }

    @Test
    void aRoomWithoutMicrophoneIsNotEnteredToSpeak() {
        try (QuietRoom deaf = new QuietRoom(false)) {
            NekoSettings settings = speaking(deaf, "ada");

            assertThatThrownBy(() -> NekoRoom.connect(settings))
                    .isInstanceOf(NekoException.NoMicrophone.class)
                    .hasMessageContaining("can_share_media");
        }
    }

    private static Heard listen(QuietRoom quiet, NekoRoom room) {
        Heard heard = new Heard(room.state().sessionId());
        quiet.microphone().listen(heard);
        return heard;
    }

    private static boolean ended(Heard heard) {
        List<Block> all = heard.blocks();
        return heard.sound().size() > TWO_SECONDS / 2
                && all.subList(all.size() - 20, all.size()).stream().noneMatch(Heard::audible);
    }

    /** Within 1 dB. */
    private static boolean asLoudAsSent(Block block) {
        return Math.abs(20 * Math.log10(Heard.level(block.samples()) / Speaker.LEVEL)) < 1;
    }

    private static Duration longestGap(List<Block> blocks) {
        int longest = 0;
        int gap = 0;
        for (Block block : blocks) {
            gap = asLoudAsSent(block) ? 0 : gap + 1;
            longest = Math.max(longest, gap);
        }
        return Microphone.FRAME.multipliedBy(longest);
    }

    private static NekoSettings speaking(QuietRoom room, String name) {
        return NekoSettings.of(room.baseUri(), name, "neko")
                .withVideo(Video.NONE)
                .withMicrophone(true);
    }
}
