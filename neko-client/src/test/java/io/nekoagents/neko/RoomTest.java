package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.DesktopMessage;
import io.nekoagents.neko.message.ScreenSize;
import io.nekoagents.neko.message.SystemMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything but media: login, control, chat, clipboard, reconnecting. */
final class RoomTest {

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

    private NekoSettings settings() {
        return neko.settings(Video.NONE).withCommandTimeout(Duration.ofSeconds(2));
    }

    @Test
    void knowsTheRoomOnceConnected() {
        // Given
        neko.host = "another";

        // When
        try (NekoRoom room = NekoRoom.connect(settings())) {
            RoomState state = room.state();

            // Then
            assertThat(state.phase()).isEqualTo(RoomState.Phase.CONNECTED);
            assertThat(state.sessionId()).isEqualTo(FakeNeko.ME);
            assertThat(state.hostId()).contains("another");
            assertThat(state.screen()).isEqualTo(new ScreenSize(1280, 720, 30));
            assertThat(state.problem()).isEmpty();
        }
    }

    @Test
    void changesTheScreenToASizeThatTheRoomKnows() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            room.resize(800, 600);

            await().atMost(SOON).until(() -> room.state().screen().width() == 800);
            assertThat(room.screen()).isEqualTo(new ScreenSize(800, 600, 30));
            assertThatThrownBy(() -> room.resize(801, 601))
                    .isInstanceOf(NekoException.NoControl.class)
                    .hasMessageContaining("no such mode");
        }
    }

    @Test
    void saysWhenTheRoomDoesNotAnswerForItsScreen() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            neko.screenAnswers = false;

            assertThatThrownBy(room::screen).isInstanceOf(NekoException.Unreachable.class);
        }
    }

    @Test
    void entersARoomThatKeepsSessionsInCookies() {
        neko.inCookies = true;

        try (NekoRoom room = NekoRoom.connect(settings())) {
            assertThat(room.state().phase()).isEqualTo(RoomState.Phase.CONNECTED);
        }
    }

    @Test
    void saysWhenThePasswordIsWrong() {
        var wrong = NekoSettings.of(neko.uri(), "tester", "dog").withVideo(Video.NONE);

        assertThatThrownBy(() -> NekoRoom.connect(wrong))
                .isInstanceOf(NekoException.LoginRefused.class)
                .hasMessageContaining("invalid password");
        assertThat(neko.logins).as("not retried").hasValue(1);
    }

    @Test
    void saysWhenNothingAnswers() {
        var nowhere = NekoSettings.of(URI.create("http://127.0.0.1:1/"), "tester", "x");

        assertThatThrownBy(() -> NekoRoom.connect(nowhere)).isInstanceOf(NekoException.Unreachable.class);
    }

    @Test
    void chatsThereAndBack() throws Exception {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // Given
            List<String> heard = new CopyOnWriteArrayList<>();
            AutoCloseable ear = room.chat().listen(line -> heard.add(line.sender() + ": " + line.text()));

            // When
            room.chat().say("it's \"me\"");

            // Then
            await().atMost(SOON).until(() -> heard.contains(FakeNeko.ME + ": it's \"me\""));
            ear.close();
        }
    }

    @Test
    void actsOverTheWebSocketWithoutADataChannel() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // When
            room.input().button(10, 20, 3);
            room.input().type("é\n");
            room.input().scroll(1, 2, 0, 3);

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(neko.received)
                            .filteredOn(ControlMessage.class::isInstance)
                            .containsExactly(
                                    new ControlMessage.Request(null),
                                    new ControlMessage.ButtonPress(10, 20, 3),
                                    new ControlMessage.KeyPress(null, null, 0xe9),
                                    new ControlMessage.KeyPress(null, null, Keysyms.RETURN),
                                    new ControlMessage.Move(1, 2),
                                    new ControlMessage.Scroll(0, 3, false)));
        }
    }

    @Test
    void refusesToActOnAScreenOfUnknownSize() {
        // Given
        neko.screen = new ScreenSize(0, 0, 0);

        try (NekoRoom room = NekoRoom.connect(settings())) {
            // Then
            assertThatThrownBy(() -> room.input().move(1, 1)).isInstanceOf(NekoException.Refused.class);

            // When
            neko.broadcast(new DesktopMessage.ScreenUpdated("x", new ScreenSize(100, 50, 30)));

            // Then
            await().atMost(SOON).until(() -> room.state().screen().isKnown());
            room.input().move(99, 49);
            assertThatThrownBy(() -> room.input().move(100, 49))
                    .isInstanceOf(NekoException.Refused.class)
                    .hasMessageContaining("100x50");
        }
    }

    @Test
    void saysWhenControlIsNotGiven() {
        // Given
        neko.givesControl = false;
        neko.host = "another";

        try (NekoRoom room = NekoRoom.connect(settings())) {
            // Then
            assertThatThrownBy(() -> room.control().take())
                    .isInstanceOf(NekoException.NoControl.class)
                    .hasMessageContaining("another");
        }
    }

    @Test
    void asksForControlToBeTakenFirstWhereItIsNotImplicit() {
        // Given
        neko.implicitHosting = false;

        try (NekoRoom room = NekoRoom.connect(settings())) {
            // Then
            assertThatThrownBy(() -> room.input().move(1, 1)).isInstanceOf(NekoException.NoControl.class);

            // When
            room.control().take();
            room.input().move(1, 1);
            room.control().release();

            // Then
            await().atMost(SOON).until(() -> !room.control().held());
        }
    }

    @Test
    void readsAndWritesTheClipboardAsHost() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // Given
            assertThatThrownBy(() -> room.clipboard().read()).isInstanceOf(NekoException.NoControl.class);
            room.control().take();

            // When
            room.clipboard().write("copied");

            // Then
            assertThat(room.clipboard().read()).isEqualTo("copied");
        }
    }

    @Test
    void comesBackAfterTheSocketDrops() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // When
            neko.dropSockets();

            // Then
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.RECONNECTING);
            assertThat(room.state().problem()).isPresent();
            assertThatThrownBy(() -> room.input().move(1, 1)).isInstanceOf(NekoException.Unreachable.class);
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.CONNECTED);
            room.input().move(1, 1);
            assertThat(neko.logins).hasValue(1);
        }
    }

    @Test
    void logsInAnewWhenTheRoomHasForgottenTheSession() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // When
            neko.token = "token-2";
            neko.dropSockets();

            // Then
            await().atMost(SOON).until(() -> neko.logins.get() == 2);
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.CONNECTED);
        }
    }

    @Test
    void givesUpWhenTheLoginIsRefusedLater() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            // When
            neko.token = "token-2";
            neko.refusesLogin = true;
            neko.broadcast(new SystemMessage.Disconnect("bye"));

            // Then
            await().atMost(SOON).until(() -> room.state().phase() == RoomState.Phase.CLOSED);
            assertThat(room.state().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("refuses the login"));
        }
    }

    @Test
    void keepsTheHeartbeat() {
        try (NekoRoom room = NekoRoom.connect(settings())) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(neko.received).hasAtLeastOneElementOfType(SystemMessage.ClientHeartbeat.class));
            assertThat(room.state().phase()).isEqualTo(RoomState.Phase.CONNECTED);
        }
    }

    @Test
    void stopsItsThreadsAndItsSessionAtClose() {
        // Given
        NekoRoom room = NekoRoom.connect(settings());
        assertThat(threads()).isNotEmpty();

        // When
        room.close();
        room.close();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(neko.logouts).hasValue(1);
        assertThat(room.state().phase()).isEqualTo(RoomState.Phase.CLOSED);
        assertThatThrownBy(() -> room.chat().say("x")).isInstanceOf(NekoException.Unreachable.class);
    }

    private static List<String> threads() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("neko-")) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
