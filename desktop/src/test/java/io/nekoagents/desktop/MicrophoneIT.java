package io.nekoagents.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.desktop.media.Microphone;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What members say into the room, over real WebRTC and Opus. */
final class MicrophoneIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aToneArrivesAsItWasSent() throws Exception {
        try (QuietRoom quiet = new QuietRoom(true);
                NekoRoom room = NekoRoom.connect(speaking(quiet));
                Speaker speaker = new Speaker(room.microphone())) {
            // Given
            Heard heard = new Heard(room.state().sessionId());
            quiet.microphone().listen(heard);
            await("the silence").atMost(SOON).until(() -> heard.blocks().size() > 100);

            // When
            speaker.tone(440, 200);
            await("the tone's end").atMost(SOON).until(() -> speaker.silent() && ended(heard));

            // Then
            List<Microphone.Block> sound = heard.sound();
            assertThat(Heard.hertz(sound)).isBetween(435.0, 445.0);
        }
    }

    private static boolean ended(Heard heard) {
        List<Microphone.Block> all = heard.blocks();
        return heard.sound().size() > 100
                && all.subList(all.size() - 20, all.size()).stream().noneMatch(Heard::audible);
    }

    private static NekoSettings speaking(QuietRoom room) {
        return NekoSettings.of(room.baseUri(), "ada", "neko")
                .withVideo(Video.NONE)
                .withMicrophone(true);
    }
}
