package io.nekoagents.desktop.chromium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chromium's DevTools, one command at a time, on the page that is in front. Thread-safe. */
public final class DevTools {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PAGE_ON_SCREEN =
            "[window.screenX + (outerWidth - innerWidth) / 2, window.screenY + outerHeight - innerHeight]";

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Supplier<URI> address;
    private @Nullable Touch touch;

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
        try (Conversation conversation = open()) {
            return evaluate(conversation, expression);
        }
    }

    private static JsonNode evaluate(Conversation conversation, String expression) {
        ObjectNode parameters =
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode result = conversation.command("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new BrowserException(
                    "Failed in the page: " + result.path("exceptionDetails").path("text"), null);
        }
        return result.path("result").path("value");
    }

    /**
     * Touches the page, moves the finger, and lifts it. The browser's window is at the screen's top left corner.
     *
     * @param x pixels of the screen
     * @param y pixels of the screen
     */
    public synchronized void touchStart(int x, int y) {
        endTouch();
        Conversation conversation = open();
        JsonNode page = evaluate(conversation, PAGE_ON_SCREEN);
        touch = new Touch(conversation, page.path(0).asDouble(), page.path(1).asDouble());
        touch.dispatch("touchStart", x, y);
    }

    /** Without effect while nothing is touched. */
    public synchronized void touchMove(int x, int y) {
        if (touch != null) {
            touch.dispatch("touchMove", x, y);
        }
    }

    /** Without effect while nothing is touched. */
    public synchronized void touchEnd() {
        if (touch != null) {
            touch.lift();
        }
        endTouch();
    }

    private void endTouch() {
        if (touch != null) {
            touch.conversation().close();
            touch = null;
        }
    }

    /** A finger on the page, whose top left corner is at this place of the screen. */
    private record Touch(Conversation conversation, double left, double top) {

        void dispatch(String type, int x, int y) {
            ObjectNode parameters = JSON.createObjectNode().put("type", type);
            parameters.putArray("touchPoints").addObject().put("x", x - left).put("y", y - top);
            conversation.command("Input.dispatchTouchEvent", parameters);
        }

        void lift() {
            ObjectNode parameters = JSON.createObjectNode().put("type", "touchEnd");
            parameters.putArray("touchPoints");
            conversation.command("Input.dispatchTouchEvent", parameters);
        }
    }

    private Conversation open() {
        String page = page();
        if (page.isEmpty()) {
            throw new BrowserException("Chromium shows no page", null);
        }
        return new Conversation(http, URI.create(page));
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
}
