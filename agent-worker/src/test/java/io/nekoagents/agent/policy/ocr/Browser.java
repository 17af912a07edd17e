package io.nekoagents.agent.policy.ocr;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.action.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real Chromium of 1280×720, seen and steered over its debugging protocol. */
final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private int calls;

    Browser(Path folder) throws IOException {
        String program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        assumeTrue(!program.isEmpty(), "needs Chromium");
        process = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--window-size=1280,720",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        Path port = folder.resolve("profile/DevToolsActivePort");
        await("Chromium to open its debugging port, see " + folder)
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        List<String> lines = Files.readAllLines(port);
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.get(1)), new Answers())
                .join();
    }

    private String session = "";

    /** Opens the tab to work in. */
    Browser start() {
        JsonNode target = call("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"));
        session = call(
                        "Target.attachToTarget",
                        JSON.createObjectNode()
                                .put("targetId", target.path("targetId").asString())
                                .put("flatten", true))
                .path("sessionId")
                .asString();
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", 1280)
                        .put("height", 720)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        return this;
    }

    /** Between two pages there is no picture for a moment. */
    BufferedImage screen() throws IOException {
        String data = await("a picture of the page")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> call("Page.captureScreenshot", JSON.createObjectNode())
                                .path("data")
                                .asString(""),
                        picture -> !picture.isEmpty());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    void execute(Action action) {
        switch (action) {
            case Action.Open(URI address) ->
                call("Page.navigate", JSON.createObjectNode().put("url", address.toString()));
            case Action.Click(Point at) -> click(at);
            case Action.Hover(Point at) -> mouse("mouseMoved", at, 0);
            case Action.Input input -> {
                input.at().ifPresent(at -> {
                    click(at);
                    key("a", "KeyA", 65, 2);
                });
                call("Input.insertText", JSON.createObjectNode().put("text", input.text()));
            }
            case Action.Enter() -> key("Enter", "Enter", 13, 0);
            case Action.Scroll(Direction direction) -> scroll(direction);
            case Action.SelectText(Point from, Point to) -> {
                mouse("mousePressed", from, 1);
                mouse("mouseMoved", to, 1);
                mouse("mouseReleased", to, 1);
            }
            case Action.Answer _, Action.Done _ -> {}
            case Action.Copy _, Action.Press _, Action.Select _, Action.Tap _, Action.Swipe _ ->
                throw new AssertionError("the test's browser cannot " + action);
        }
    }

    private void click(Point at) {
        mouse("mouseMoved", at, 0);
        mouse("mousePressed", at, 1);
        mouse("mouseReleased", at, 1);
    }

    private void mouse(String type, Point at, int buttons) {
        call(
                "Input.dispatchMouseEvent",
                JSON.createObjectNode()
                        .put("type", type)
                        .put("x", at.x() * 1280)
                        .put("y", at.y() * 720)
                        .put("button", buttons == 0 ? "none" : "left")
                        .put("buttons", buttons)
                        .put("clickCount", 1));
    }

    private void scroll(Direction direction) {
        call(
                "Input.dispatchMouseEvent",
                JSON.createObjectNode()
                        .put("type", "mouseWheel")
                        .put("x", 640)
                        .put("y", 360)
                        .put("deltaX", 0)
                        .put("deltaY", direction == Direction.DOWN ? 500 : -500));
    }

    private void key(String key, String code, int number, int modifiers) {
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            if (!type.equals("char") || modifiers == 0) {
                ObjectNode event = JSON.createObjectNode()
                        .put("type", type)
                        .put("key", key)
                        .put("code", code)
                        .put("windowsVirtualKeyCode", number)
                        .put("modifiers", modifiers);
                if (type.equals("char")) {
                    event.put("text", "\r");
                }
                if (modifiers != 0 && type.equals("rawKeyDown")) {
                    event.putArray("commands").add("selectAll");
                }
                call("Input.dispatchKeyEvent", event);
            }
        }
    }

    private synchronized JsonNode call(String method, ObjectNode parameters) {
        int id = ++calls;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> answer =
                        pending.remove(message.path("id").asInt(-1));
                if (answer != null) {
                    answer.complete(message.path("result"));
                }
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        // They write to the profile to their last moment, and the test deletes it next.
        descendants.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] ends =
                descendants.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .join();
    }
}
