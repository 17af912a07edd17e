package io.nekoagents.desktop.chromium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chromium's DevTools, one command at a time, on the page that is in front. Thread-safe. */
public final class DevTools {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Supplier<URI> address;

    /** @param address where they answer now, as {@code http://host:port} */
    public DevTools(Supplier<URI> address) {
        this.address = address;
    }

    /** Whether there is a page. */
    boolean answers() {
        try {
            return !page().isEmpty();
        } catch (BrowserException _) {
            return false;
        }
    }

    /**
     * The value of an expression in the page, as JSON has it.
     *
     * @throws BrowserException if there is no page, or the expression fails
     */
    public synchronized JsonNode evaluate(String expression) {
        ObjectNode parameters =
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode result = command("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new BrowserException(
                    "Failed in the page: " + result.path("exceptionDetails").path("text"), null);
        }
        return result.path("result").path("value");
    }

    /**
     * Touches the page.
     *
     * @param type {@code touchStart}, {@code touchMove} or {@code touchEnd}
     * @param x pixels of the screen; the browser's window is at its top left corner
     * @param y pixels of the screen
     */
    public synchronized void touch(String type, int x, int y) {
        JsonNode offset = evaluate(
                "[window.screenX + (outerWidth - innerWidth) / 2, window.screenY + outerHeight - innerHeight]");
        ObjectNode parameters = JSON.createObjectNode().put("type", type);
        var points = parameters.putArray("touchPoints");
        if (!type.equals("touchEnd")) {
            points.addObject()
                    .put("x", x - offset.path(0).asDouble())
                    .put("y", y - offset.path(1).asDouble());
        }
        command("Input.dispatchTouchEvent", parameters);
    }

    private JsonNode command(String method, ObjectNode parameters) {
        Answer answer = new Answer();
        WebSocket socket = null;
        try {
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(page()), answer)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            ObjectNode command = JSON.createObjectNode().put("id", 1).put("method", method);
            command.set("params", parameters);
            socket.sendText(command.toString(), true).join();
            JsonNode said = JSON.readTree(answer.text
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join());
            if (said.has("error")) {
                throw new BrowserException(
                        method + ": " + said.path("error").path("message").asText(), null);
            }
            return said.path("result");
        } catch (CompletionException | IOException e) {
            throw new BrowserException("Chromium did not answer " + method, e);
        } finally {
            if (socket != null) {
                socket.abort();
            }
        }
    }

    /** Socket of the page in front; the list begins with it. */
    private String page() {
        HttpRequest request = HttpRequest.newBuilder(address.get().resolve("/json/list"))
                .timeout(PATIENCE)
                .build();
        try {
            for (JsonNode target :
                    JSON.readTree(http.send(request, BodyHandlers.ofString()).body())) {
                if (target.path("type").asText().equals("page")) {
                    return target.path("webSocketDebuggerUrl").asText();
                }
            }
            return "";
        } catch (IOException e) {
            throw new BrowserException("Chromium's DevTools do not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted while asking Chromium", e);
        }
    }

    private static final class Answer implements WebSocket.Listener {

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}
