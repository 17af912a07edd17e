package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real WebRTC, both sides in this JVM. */
final class MediaTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeNeko neko;

    @BeforeEach
    void open() throws Exception {
        neko = new FakeNeko();
    }

    @AfterEach
    void close() throws Exception {
        neko.close();
    }

    @Test
    void showsTheColoursTheRoomSends() throws Exception {
        // Given
        neko.color = FakePeer.Yuv.BLUE;

        // When
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            Frame frame = room.frames().latest().orElseThrow();

            // Then
            assertThat(List.of(frame.width(), frame.height())).isEqualTo(List.of(FakePeer.WIDTH, FakePeer.HEIGHT));
            assertThat(middle(frame)).satisfies(rgb -> assertClose(rgb, 0, 0, 255));
            assertThat(frame.toImage().getRGB(160, 120) & 0xff).isGreaterThan(230);
        }
    }

    @Test
    void givesASlowReaderTheNewestFrame() throws Exception {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // Given
            Frame first = room.frames().awaitNewerThan(0, SOON);

            // When
            neko.show(FakePeer.Yuv.GREEN);
            Frame much = room.frames().awaitNewerThan(first.sequence() + 20, SOON);

            // Then
            assertClose(middle(much), 0, 255, 0);
            assertThat(room.frames().latest().orElseThrow().sequence()).isGreaterThanOrEqualTo(much.sequence());
        }
    }

    @Test
    void actsOverTheDataChannelInBigEndian() throws Exception {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // When
            room.input().button(300, 20, 1);
            room.input().scroll(300, 20, 0, -2);
            room.input().key(Keysyms.RETURN);
            room.input().touchBegin(7, 1, 2);

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(neko.packets)
                            .extracting(HexFormat.of()::formatHex)
                            .containsExactly(
                                    "010004012c0014",
                                    "05000400000001",
                                    "06000400000001",
                                    "010004012c0014",
                                    "0200050000fffe00",
                                    "0300040000ff0d",
                                    "0400040000ff0d",
                                    "08000d000000070000000100000002ff"));
            assertThat(neko.received)
                    .doesNotHaveAnyElementsOfTypes(ControlMessage.Move.class, ControlMessage.ButtonPress.class);
        }
    }

    @Test
    void bringsTheVideoBackAfterTheSocketDrops() throws Exception {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // Given
            Frame before = room.frames().awaitNewerThan(0, SOON);
            neko.color = FakePeer.Yuv.GREEN;

            // When
            neko.dropSockets();

            // Then
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.RECONNECTING);
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.CONNECTED);
            Frame after = room.frames().awaitNewerThan(before.sequence(), SOON);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertClose(middle(room.frames().latest().orElseThrow()), 0, 255, 0));
            assertThat(after.sequence()).isGreaterThan(before.sequence());
            assertThat(neko.logins).as("the session is kept").hasValue(1);
        }
    }

    @Test
    void answersIceRestarts() throws Exception {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // When
            neko.restartIce();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(neko.received)
                            .filteredOn(SignalMessage.Answer.class::isInstance)
                            .hasSize(2));
            long seen = room.frames().latest().orElseThrow().sequence();
            assertThat(room.frames().awaitNewerThan(seen + 5, SOON)).isNotNull();
        }
    }

    @Test
    void asksForTheMediaAnewWhenTheRoomEndsThem() throws Exception {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // Given
            neko.color = FakePeer.Yuv.BLUE;

            // When
            neko.broadcast(new SignalMessage.Close());

            // Then
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertClose(middle(room.frames().latest().orElseThrow()), 0, 0, 255));
        }
    }

    @Test
    void asksForTheMediaAnewWhenTheyDieUnannounced() {
        try (NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC))) {
            // Given
            neko.color = FakePeer.Yuv.GREEN;

            // When
            neko.dropPeer();

            // Then
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertClose(middle(room.frames().latest().orElseThrow()), 0, 255, 0));
            await().atMost(SOON).until(() -> room.state().problem().isEmpty());
        }
    }

    @Test
    void refusesRelayOnlyWithoutARelay() {
        NekoSettings settings = neko.settings(Video.WEBRTC).withIce(new Ice(List.of(), true));

        assertThatThrownBy(() -> NekoRoom.connect(settings))
                .isInstanceOf(NekoException.Protocol.class)
                .hasMessageContaining("TURN");
    }

    private static int[] middle(Frame frame) {
        int at = 3 * (frame.width() * (frame.height() / 2) + frame.width() / 2);
        byte[] rgb = frame.rgb();
        return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
    }

    private static void assertClose(int[] rgb, int red, int green, int blue) {
        assertThat(rgb[0]).as("red").isBetween(red - 25, red + 25);
        assertThat(rgb[1]).as("green").isBetween(green - 25, green + 25);
        assertThat(rgb[2]).as("blue").isBetween(blue - 25, blue + 25);
    }
}
