package io.nekoagents.neko;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nekoagents.neko.message.MessageCodec;
import io.nekoagents.neko.message.ScreenSize;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The room's HTTP interface, and who we are there. */
final class Rest implements AutoCloseable {

    private final URI base;
    private final Duration timeout;
    private final ExecutorService threads;
    private final HttpClient http;
    /** Null with a room that keeps sessions in cookies. */
    private volatile @Nullable String token;

    private volatile boolean loggedIn;

    Rest(URI room, Duration timeout, String threads) {
        String text = room.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + "/");
        this.timeout = timeout;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(threads, 0).factory());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .executor(this.threads)
                .build();
    }

    HttpClient client() {
        return http;
    }

    boolean loggedIn() {
        return loggedIn;
    }

    /** Has the next connection log in anew. */
    void forget() {
        loggedIn = false;
        token = null;
    }

    void login(String username, String password, Duration limit) throws NekoException {
        String body = json(Map.of("username", username, "password", password));
        HttpResponse<byte[]> response = send(request("api/login").POST(BodyPublishers.ofString(body)), limit);
        switch (response.statusCode()) {
            case 200, 201, 204 -> {}
            case 401, 403 -> throw new NekoException.LoginRefused("the room refuses the login: " + said(response));
            default -> throw unexpected("login", response);
        }
        token = parse(response).path("token").asText(null);
        loggedIn = true;
    }

    /** So that the room does not keep a session nobody uses. */
    void logout() throws NekoException {
        if (loggedIn) {
            send(request("api/logout").POST(BodyPublishers.noBody()), timeout);
            forget();
        }
    }

    URI socketUri() {
        String secret = token;
        String query = secret == null ? "" : "?token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return URI.create("ws" + base.resolve("api/ws" + query).toString().substring("http".length()));
    }

    ScreenSize screen() throws NekoException {
        JsonNode size = parse(accepted("screen", send(request("api/room/screen").GET(), timeout)));
        return new ScreenSize(
                size.path("width").asInt(),
                size.path("height").asInt(),
                size.path("rate").asInt());
    }

    void resize(ScreenSize size) throws NekoException {
        String body = MessageCodec.json().valueToTree(size).toString();
        accepted("resolution", send(request("api/room/screen").POST(BodyPublishers.ofString(body)), timeout));
    }

    /** A JPEG; rooms show others than admins only their screencast. */
    byte[] screenshot() throws NekoException {
        return shot("");
    }

    byte[] screenshot(int quality) throws NekoException {
        return shot("?quality=" + quality);
    }

    private byte[] shot(String query) {
        HttpResponse<byte[]> shot =
                send(request("api/room/screen/shot.jpg" + query).GET(), timeout);
        if (shot.statusCode() == 403) {
            HttpResponse<byte[]> cast = send(request("api/room/screen/cast.jpg").GET(), timeout);
            return cast.statusCode() == 200
                    ? cast.body()
                    : accepted("screenshot", shot).body();
        }
        return accepted("screenshot", shot).body();
    }

    /** Takes control from whoever has it, if we are an admin; a room that knows no such thing changes nothing. */
    void takeControl() throws NekoException {
        HttpResponse<byte[]> response = send(request("api/room/control/take").POST(BodyPublishers.noBody()), timeout);
        switch (response.statusCode()) {
            case 200, 204, 401, 403, 404 -> {}
            default -> throw unexpected("control", response);
        }
    }

    String readClipboard() throws NekoException {
        return parse(accepted("clipboard", send(request("api/room/clipboard").GET(), timeout)))
                .path("text")
                .asText("");
    }

    void writeClipboard(String text) throws NekoException {
        var body = BodyPublishers.ofString(json(Map.of("text", text)));
        accepted("clipboard", send(request("api/room/clipboard").POST(body), timeout));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json");
        String secret = token;
        return secret == null ? request : request.header("Authorization", "Bearer " + secret);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration limit) {
        if (!limit.isPositive()) {
            throw new NekoException.TimedOut("no time left to ask " + base);
        }
        try {
            return http.send(request.timeout(limit).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new NekoException.Unreachable(base + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NekoException.Unreachable("interrupted asking " + base, e);
        }
    }

    private static HttpResponse<byte[]> accepted(String what, HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 200, 204 -> response;
            case 401, 403, 422 ->
                throw new NekoException.NoControl("the room refuses the " + what + ": " + said(response));
            default -> throw unexpected(what, response);
        };
    }

    /** What may pass by itself is Unreachable, what will not is Protocol. */
    private static NekoException unexpected(String what, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String message = "%s answered %d: %s".formatted(what, status, said(response));
        return status >= 500 || status == 429 || status == 422
                ? new NekoException.Unreachable(message)
                : new NekoException.Protocol(message);
    }

    private static String said(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8).strip();
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    private static JsonNode parse(HttpResponse<byte[]> response) {
        try {
            return MessageCodec.json().readTree(new String(response.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new NekoException.Protocol("the answer is no JSON", e);
        }
    }

    private static String json(Map<String, String> body) {
        return MessageCodec.json().valueToTree(body).toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
