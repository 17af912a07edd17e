package io.nekoagents.desktop.chromium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to a page's DevTools; what was begun in it, such as a touch, is known only there. For one thread at a time. */
final class Conversation implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UNREAD = 64;

    private final BlockingQueue<String> said = new ArrayBlockingQueue<>(UNREAD);
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;
    private int commands;

    Conversation(HttpClient http, URI page) {
        try {
            this.socket = http.newWebSocketBuilder()
                    .buildAsync(page, this)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new BrowserException("Chromium's DevTools do not open", e);
        }
    }

    /** @throws BrowserException if Chromium refuses the command, or does not answer */
    JsonNode command(String method, ObjectNode parameters) {
        int id = ++commands;
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        try {
            socket.sendText(command.toString(), true).join();
            JsonNode answer = answer(id, method);
            if (answer.has("error")) {
                throw new BrowserException(
                        method + ": " + answer.path("error").path("message").asText(), null);
            }
            return answer.path("result");
        } catch (CompletionException | IOException e) {
            throw new BrowserException("Chromium did not answer " + method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted while Chromium carried out " + method, e);
        }
    }

    private JsonNode answer(int id, String method) throws IOException, InterruptedException {
        while (true) {
            String text = said.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (text == null) {
                throw new BrowserException(
                        "Chromium did not answer " + method + " in " + PATIENCE.toSeconds() + " s", null);
            }
            JsonNode answer = JSON.readTree(text);
            if (answer.path("id").asInt() == id) {
                return answer;
            }
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            // Nobody waits for what does not fit.
            said.offer(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
