package io.nekoagents.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.Frame;
import io.nekoagents.neko.Keysyms;
import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two rooms on one machine, as their clients find them: over HTTP, WebSocket and WebRTC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoomIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private Desktop first;
    private Desktop second;

    @BeforeAll
    void start(@TempDir Path folder) {
        first = room(folder.resolve("first"));
        second = room(folder.resolve("second"));
    }

    private static Desktop room(Path folder) {
        DesktopSettings room = DesktopSettings.of(folder, 0);
        return Desktop.start(new DesktopSettings(
                room.host(), 0, 800, 600, 15, "neko", "admin", folder, true, URI.create("data:text/html,%3Cbody%3E")));
    }

    @AfterAll
    void stop() {
        first.close();
        second.close();
        http.close();
    }

    @Test
    void peopleTakeTurnsInControlAndAnAdminTakesIt() {
        try (NekoRoom ada = enter(first, "ada", "neko");
                NekoRoom bob = enter(first, "bob", "neko");
                NekoRoom eve = enter(first, "eve", "admin")) {
            // When
            ada.control().take();

            // Then: nobody takes it from her but an admin, and whoever lets go of it can lose it
            assertThatThrownBy(() -> bob.control().take()).isInstanceOf(NekoException.NoControl.class);
            assertThatThrownBy(() -> bob.input().move(1, 1)).isInstanceOf(NekoException.NoControl.class);
            eve.control().take();
            await("news of it").atMost(SOON).until(() -> !ada.control().held());
            eve.control().release();
            bob.control().take();
            assertThat(bob.state().hosting()).isTrue();
        }
    }

    @Test
    void everybodyHearsTheChat() throws Exception {
        try (NekoRoom ada = enter(first, "ada", "neko");
                NekoRoom bob = enter(first, "bob", "neko")) {
            List<ChatLine> heard = new CopyOnWriteArrayList<>();
            try (AutoCloseable _ = bob.chat().listen(heard::add)) {
                ada.chat().say("Grüße & 猫");

                await("the line").atMost(SOON).until(() -> !heard.isEmpty());
                assertThat(heard)
                        .extracting(ChatLine::text, ChatLine::sender)
                        .containsExactly(tuple("Grüße & 猫", ada.state().sessionId()));
            }
        }
    }

    @Test
    void everybodyIsKnownByName() {
        try (NekoRoom ada = enter(first, "ada", "neko");
                NekoRoom bob = enter(first, "bob", "neko")) {
            String of = bob.state().sessionId();

            await("news of who came later")
                    .atMost(SOON)
                    .until(() -> ada.nameOf(of).isPresent());
            assertThat(ada.nameOf(of)).contains("bob");
            assertThat(bob.nameOf(ada.state().sessionId()))
                    .as("who was there before")
                    .contains("ada");
            assertThat(bob.nameOf("nobody")).isEmpty();
        }
    }

    @Test
    void aScreenshotIsOfTheQualityAskedFor() {
        page(first).evaluate("document.body.textContent = 'a line of text '.repeat(50)");
        try (NekoRoom eve = enter(first, "eve", "admin")) {
            assertThat(eve.screenshot(10)).hasSizeLessThan(eve.screenshot(95).length);
            assertThatThrownBy(() -> eve.screenshot(0)).hasMessageContaining("quality");
        } finally {
            page(first).evaluate("document.body.textContent = ''");
        }
    }

    @Test
    void whatIsTypedInOneRoomIsNotInTheOther() {
        // Given
        for (Desktop room : List.of(first, second)) {
            page(room)
                    .evaluate(
                            "document.title = ''; onkeyup = null; onkeydown = event => document.title += event.key; focus()");
        }

        // When
        try (NekoRoom here = enter(first, "ada", "neko");
                NekoRoom there = enter(second, "ada", "neko")) {
            here.control().take();
            there.control().take();
            here.input().type("abc");
            there.input().type("xyz");

            // Then: while they are there, for what is on its way when they leave may be lost
            await("the keys").atMost(SOON).untilAsserted(() -> {
                assertThat(page(first).evaluate("document.title").asText()).isEqualTo("abc");
                assertThat(page(second).evaluate("document.title").asText()).isEqualTo("xyz");
            });
        }
    }

    @Test
    void whatIsSeenIsWhatIsOnTheScreen() throws Exception {
        // Given: a page of one colour, that video and picture round a little
        page(first).evaluate("document.body.style.background = 'rgb(30, 144, 255)'");

        try (NekoRoom ada = NekoRoom.connect(NekoSettings.of(first.baseUri(), "ada", "admin"))) {
            // Then: over WebRTC
            await("the colour in the video").atMost(SOON).untilAsserted(() -> {
                Frame frame = ada.frames().awaitNewerThan(0, SOON);
                assertThat(frame.width()).isEqualTo(800);
                assertThat(frame.height()).isEqualTo(600);
                assertIsBlue(frame.toImage().getRGB(400, 400));
            });
            // And: as a picture
            var shot = ImageIO.read(new ByteArrayInputStream(ada.screenshot()));
            assertThat(shot.getWidth()).isEqualTo(800);
            assertIsBlue(shot.getRGB(400, 400));
        }
    }

    private static void assertIsBlue(int rgb) {
        assertThat(List.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff))
                .as("red, green and blue")
                .satisfiesExactly(
                        red -> assertThat(red).isBetween(15, 45),
                        green -> assertThat(green).isBetween(129, 159),
                        blue -> assertThat(blue).isBetween(235, 255));
    }

    @Test
    void aKeyHeldByOneWhoLeavesIsLetGo() {
        // Given
        page(first)
                .evaluate("document.title = ''; onkeydown = event => document.title += event.key;"
                        + " onkeyup = event => document.title += '^' + event.key; focus()");

        // When
        try (NekoRoom ada = enter(first, "ada", "neko")) {
            ada.control().take();
            ada.input().keyDown(Keysyms.SHIFT_L);
            await("the key")
                    .atMost(SOON)
                    .until(() -> page(first).evaluate("document.title").asText().startsWith("Shift"));
        }

        // Then
        await("its end")
                .atMost(SOON)
                .until(() -> page(first).evaluate("document.title").asText().endsWith("^Shift"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "[]",
                "{\"event\":5}",
                "{\"event\":\"control/move\",\"payload\":{\"x\":\"a\"}}",
                "{\"event\":\"signal/answer\",\"payload\":{\"sdp\":\"nonsense\"}}",
                "{\"event\":\"unheard/of\"}"
            })
    void nonsenseOnASocketDoesNotEndTheRoom(String nonsense) throws Exception {
        // Given
        String token = token(post("login", "", "{\"username\":\"mallory\",\"password\":\"neko\"}"));
        URI socket = URI.create(
                first.baseUri().resolve("api/ws?token=" + token).toString().replaceFirst("http", "ws"));
        WebSocket mallory = http.newWebSocketBuilder()
                .buildAsync(socket, new WebSocket.Listener() {})
                .join();

        // When
        mallory.sendText(nonsense, true).join();
        mallory.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();

        // Then
        try (NekoRoom ada = enter(first, "ada", "neko")) {
            ada.chat().say("still here");
            assertThat(ada.state().screen().width()).isEqualTo(800);
        }
        mallory.abort();
        assertThat(post("logout", token, "").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest(name = "{0} {1} by {2} is answered {3}")
    @CsvSource({
        "GET, whoami, neko, 200",
        "GET, sessions, neko, 200",
        "GET, room/screen, neko, 200",
        "GET, room/control, neko, 200",
        "GET, room/screen/shot.jpg, admin, 200",
        "GET, room/screen/shot.jpg, neko, 403",
        "POST, room/control/take, neko, 403",
        "POST, room/control/reset, neko, 403",
        "POST, room/control/give/nobody, neko, 403",
        "POST, room/control/give/nobody, admin, 404",
        "GET, room/clipboard, neko, 403",
        "GET, no/such/thing, neko, 404",
        "GET, whoami, , 401",
        "POST, room/control/request, , 401"
    })
    void everyRequestIsAnsweredAsNekoDoes(String method, String path, String password, int status) throws Exception {
        String token = password == null
                ? "made-up"
                : token(post("login", "", "{\"username\":\"ada\",\"password\":\"" + password + "\"}"));

        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(first.baseUri().resolve("api/" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        post("logout", token, "");
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        assertThat(post("login", "", "{\"username\":\"ada\",\"password\":\"guess\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("login", "", "{\"password\":\"neko\"}").statusCode()).isEqualTo(400);
        assertThat(post("login", "", "not json").statusCode()).isEqualTo(400);
    }

    private static NekoRoom enter(Desktop room, String name, String password) {
        return NekoRoom.connect(NekoSettings.of(room.baseUri(), name, password)
                .withVideo(Video.NONE)
                .withCommandTimeout(Duration.ofSeconds(3)));
    }

    private static DevTools page(Desktop room) {
        return new DevTools(room::devToolsUri);
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(HttpRequest.newBuilder(first.baseUri().resolve("api/" + path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(SOON).build(), BodyHandlers.ofString());
    }

    private static String token(HttpResponse<String> login) {
        return login.body().replaceFirst(".*\"token\":\"([^\"]*)\".*", "$1");
    }
}
