package io.nekoagents.neko.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageCodecTest {

    @ParameterizedTest
    @MethodSource("messages")
    void readsWhatItWrites(NekoMessage message) {
        assertThat(MessageCodec.read(MessageCodec.write(message))).isEqualTo(message);
    }

    static Stream<NekoMessage> messages() {
        return Stream.of(
                new SignalMessage.Request(null, null),
                new SignalMessage.Provide(
                        "v=0",
                        List.of(new IceServer(List.of("turn:relay:3478"), "u", "p")),
                        new SignalMessage.VideoState(false, "hd", "hd", true),
                        new SignalMessage.AudioState(true)),
                new SignalMessage.Restart("v=0"),
                new SignalMessage.Candidate("candidate:1", "0", 0, null),
                new SignalMessage.Close(),
                new SignalMessage.Video(new SignalMessage.VideoRequest(true, null, null)),
                new ControlMessage.Host("a", true, "b"),
                new ControlMessage.Move(3, 4),
                new ControlMessage.Scroll(0, -2, false),
                new ControlMessage.ButtonPress(1, 2, 3),
                new ControlMessage.KeyPress(null, null, 0xff0d),
                new ControlMessage.TouchBegin(1, 2, 3, 255),
                new DesktopMessage.ScreenUpdated("a", new ScreenSize(1280, 720, 30)),
                new DesktopMessage.ClipboardSet("it's"),
                new SessionMessage.Cursors(
                        List.of(new SessionMessage.UserCursors("a", List.of(new SessionMessage.Cursor(1, 2))))),
                new ChatMessage.Say("Action: {}"),
                new ChatMessage.Said("a", Instant.EPOCH, new ChatMessage.Content("hello")),
                new SystemMessage.ClientHeartbeat());
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void writesAsTheServerSpells(NekoMessage message, String expected) throws JsonProcessingException {
        assertThat(tree(MessageCodec.write(message))).isEqualTo(tree(expected));
    }

    static Stream<Object[]> spellings() {
        return Stream.of(
                new Object[] {new ControlMessage.Release(), "{\"event\":\"control/release\"}"},
                new Object[] {
                    new ControlMessage.Scroll(1, -2, false),
                    "{\"event\":\"control/scroll\",\"payload\":{\"delta_x\":1,\"delta_y\":-2,\"control_key\":false}}"
                },
                new Object[] {
                    new ControlMessage.KeyPress(null, null, 97),
                    "{\"event\":\"control/keypress\",\"payload\":{\"keysym\":97}}"
                },
                new Object[] {
                    new SignalMessage.Candidate("c", "0", 1, null),
                    "{\"event\":\"signal/candidate\",\"payload\":{\"candidate\":\"c\",\"sdpMid\":\"0\",\"sdpMLineIndex\":1}}"
                });
    }

    @Test
    void readsTheFirstMessageOfARoom() {
        // Given
        String text = """
                {"event":"system/init","payload":{"session_id":"me",
                 "control_host":{"id":"","has_host":true,"host_id":"other"},
                 "screen_size":{"width":1920,"height":1080,"rate":30},
                 "sessions":{"me":{"id":"me","profile":{"name":"neko","is_admin":true},
                   "state":{"is_connected":true,"connected_since":"2024-07-01T12:00:00.5+02:00"}}},
                 "settings":{"implicit_hosting":true,"heartbeat_interval":10},
                 "webrtc":{"videos":["main"]},"of_tomorrow":1}}""";

        // When
        NekoMessage message = MessageCodec.read(text);

        // Then
        assertThat(message)
                .asInstanceOf(type(SystemMessage.Init.class))
                .satisfies(
                        init -> assertThat(init.controlHost().host()).contains("other"),
                        init -> assertThat(init.screenSize()).isEqualTo(new ScreenSize(1920, 1080, 30)),
                        init -> assertThat(init.settings().heartbeatInterval()).isEqualTo(10),
                        init -> assertThat(init.webrtc().videos()).containsExactly("main"),
                        init -> assertThat(init.sessions().get("me"))
                                .extracting(me -> me.state().connectedSince())
                                .isEqualTo(Instant.parse("2024-07-01T10:00:00.5Z")));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void neverFailsOnWhatItCannotRead(String text, String event) {
        assertThat(MessageCodec.read(text))
                .asInstanceOf(type(Unknown.class))
                .extracting(Unknown::event)
                .isEqualTo(event);
    }

    static Stream<Object[]> oddities() {
        return Stream.of(
                new Object[] {"", ""},
                new Object[] {"not json", ""},
                new Object[] {"{}", ""},
                new Object[] {"{\"event\":\"of/tomorrow\",\"payload\":1}", "of/tomorrow"},
                new Object[] {"{\"event\":\"system/init\",\"payload\":{}}", "system/init"});
    }

    @Test
    void keepsCredentialsOutOfText() {
        assertThat(new IceServer(List.of("turn:relay"), "user", "hunter2"))
                .asString()
                .doesNotContain("hunter2");
    }

    private static JsonNode tree(String text) throws JsonProcessingException {
        return MessageCodec.json().readTree(text);
    }
}
