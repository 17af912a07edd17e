package io.nekoagents.neko;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nekoagents.neko.message.ChatMessage;
import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.DesktopMessage;
import io.nekoagents.neko.message.MessageCodec;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.ScreenSize;
import io.nekoagents.neko.message.SignalMessage;
import io.nekoagents.neko.message.SystemMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A room for tests: real HTTP, WebSocket and WebRTC, a made-up desktop. One client at a time. */
final class FakeNeko implements AutoCloseable {

    static final String PASSWORD = "neko";
    static final String ME = "session-of-the-client";

    final List<NekoMessage> received = new CopyOnWriteArrayList<>();
    final List<byte[]> packets = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> images = new ConcurrentHashMap<>();
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger logouts = new AtomicInteger();

    volatile ScreenSize screen = new ScreenSize(1280, 720, 30);
    volatile boolean screenAnswers = true;
    volatile boolean implicitHosting = true;
    volatile boolean givesControl = true;
    volatile boolean inCookies;
    volatile boolean refusesLogin;
    volatile String token = "token-1";
    volatile String clipboard = "";
    volatile @Nullable String host;
    volatile FakePeer.Yuv color = FakePeer.Yuv.RED;
    volatile FakePeer.Audio audio = FakePeer.Audio.OFFERED_BOTH_WAYS;
    volatile boolean answersOffers = true;
    volatile boolean takesAudio = true;
    volatile boolean mayShareMedia = true;
    volatile @Nullable FakePeer peer;

    private final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final CountDownLatch listening = new CountDownLatch(1);
    private final SocketServer sockets = new SocketServer();
    private final ExecutorService media = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fake-media").factory());
    private final Front front;

    FakeNeko() throws IOException, InterruptedException {
        http.createContext("/api/login", this::login);
        http.createContext("/api/logout", exchange -> {
            logouts.incrementAndGet();
            answer(exchange, 204, new byte[0]);
        });
        http.createContext("/api/room/screen", this::screen);
        http.createContext("/api/room/screen/", this::image);
        http.createContext("/api/room/clipboard", this::clipboard);
        http.start();
        sockets.setReuseAddr(true);
        sockets.start();
        if (!listening.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the fake room's WebSocket does not listen");
        }
        front = new Front(http.getAddress().getPort(), sockets.getPort());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + front.port() + "/");
    }

    NekoSettings settings(Video video) {
        return NekoSettings.of(uri(), "tester", PASSWORD).withVideo(video).withConnectTimeout(Duration.ofSeconds(15));
    }

    void broadcast(NekoMessage message) {
        sockets.broadcast(MessageCodec.write(message));
    }

    /** As when the network breaks: no goodbye. */
    void dropSockets() {
        sockets.getConnections().forEach(socket -> socket.closeConnection(1006, "dropped by the test"));
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        logins.incrementAndGet();
        if (refusesLogin || !body.contains("\"password\":\"" + PASSWORD + "\"")) {
            answer(exchange, 401, "{\"message\":\"invalid password\"}".getBytes(StandardCharsets.UTF_8));
        } else if (inCookies) {
            exchange.getResponseHeaders().add("Set-Cookie", "NEKO_SESSION=" + token + "; Path=/; HttpOnly");
            answer(exchange, 200, "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        } else {
            answer(exchange, 200, ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Knows two sizes, as a real display knows some. */
    private void screen(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!screenAnswers) {
            answer(exchange, 500, new byte[0]);
        } else if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, MessageCodec.json().writeValueAsBytes(screen));
        } else {
            ScreenSize wanted = MessageCodec.json().readValue(body, ScreenSize.class);
            if (wanted.width() == 800 && wanted.height() == 600) {
                screen = wanted;
                broadcast(new DesktopMessage.ScreenUpdated("another", wanted));
                answer(exchange, 204, new byte[0]);
            } else {
                answer(exchange, 422, "{\"message\":\"no such mode\"}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void image(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] image = images.get(path.substring(path.lastIndexOf('/') + 1));
        answer(exchange, image == null ? 403 : 200, image == null ? new byte[0] : image);
    }

    private void clipboard(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!ME.equals(host)) {
            answer(exchange, 403, "{\"message\":\"is not the host\"}".getBytes(StandardCharsets.UTF_8));
        } else if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, ("{\"text\":\"" + clipboard + "\"}").getBytes(StandardCharsets.UTF_8));
        } else {
            clipboard = MessageCodec.json().readTree(body).path("text").asText();
            answer(exchange, 204, new byte[0]);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            // Else the client would reuse the connection for its WebSocket, behind the back of the front.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void handle(NekoMessage message) {
        received.add(message);
        switch (message) {
            case ControlMessage.Request request when givesControl -> hostedBy(ME);
            case ControlMessage.Release release -> hostedBy(null);
            case ChatMessage.Say say ->
                broadcast(new ChatMessage.Said(ME, Instant.EPOCH, new ChatMessage.Content(say.text())));
            case SignalMessage signal -> media.execute(() -> signal(signal));
            default -> {}
        }
    }

    void hostedBy(@Nullable String session) {
        host = session;
        broadcast(new ControlMessage.Host(ME, session != null, session));
    }

    private void signal(SignalMessage signal) {
        FakePeer current = peer;
        if (signal instanceof SignalMessage.Request) {
            closePeer();
            // Candidates are found before the offer goes out, so the client sees them first.
            var fresh = new FakePeer(color, audio, this::broadcast, packets::add);
            peer = fresh;
            broadcast(new SignalMessage.Provide(fresh.offer(false), List.of(), null, null));
        } else if (current != null && signal instanceof SignalMessage.Answer answer) {
            current.answered(answer.sdp());
        } else if (current != null && signal instanceof SignalMessage.Offer offer && answersOffers) {
            broadcast(new SignalMessage.Answer(current.offered(offer.sdp(), takesAudio)));
        } else if (current != null && signal instanceof SignalMessage.Candidate candidate) {
            current.add(candidate);
        } else if (current != null && signal instanceof SignalMessage.Restart) {
            restartIce();
        }
    }

    void restartIce() {
        FakePeer current = peer;
        if (current != null) {
            broadcast(new SignalMessage.Restart(current.offer(true)));
        }
    }

    void show(FakePeer.Yuv next) {
        FakePeer current = peer;
        if (current != null) {
            current.show(next);
        }
    }

    /** A change of the client's profile. */
    void letShareMedia(boolean may) {
        mayShareMedia = may;
        sockets.broadcast("""
                {"event":"session/profile","payload":{"id":"%s","name":"tester","can_share_media":%s}}""".formatted(ME, may));
    }

    /** How many packets of audio have come over the present peer. */
    long audioPackets() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            FakePeer current = peer;
                            return current == null ? 0 : current.audioPackets();
                        },
                        media)
                .join();
    }

    /** As when the room's side of the media dies without a word over the WebSocket. */
    void dropPeer() {
        media.execute(this::closePeer);
    }

    private void closePeer() {
        FakePeer old = peer;
        peer = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        stopSockets();
        http.stop(0);
        media.execute(this::closePeer);
        media.close();
    }

    private void stopSockets() {
        try {
            sockets.stop(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class SocketServer extends WebSocketServer {

        SocketServer() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            boolean known = handshake.getResourceDescriptor().endsWith("?token=" + token)
                    || handshake.getFieldValue("Cookie").contains("NEKO_SESSION=" + token);
            if (!known) {
                socket.send(MessageCodec.write(new SystemMessage.Disconnect("session not found")));
                socket.close();
                return;
            }
            socket.send("""
                    {"event":"system/init","payload":{"session_id":"%s","screen_size":%s,
                     "control_host":{"has_host":%s,"host_id":"%s"},
                     "sessions":{"%s":{"id":"%s","profile":{"name":"tester","can_share_media":%s}}},
                     "settings":{"implicit_hosting":%s,"heartbeat_interval":1}}}""".formatted(
                            ME,
                            MessageCodec.json().valueToTree(screen),
                            host != null,
                            host,
                            ME,
                            ME,
                            mayShareMedia,
                            implicitHosting));
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            handle(MessageCodec.read(message));
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onError(@Nullable WebSocket socket, Exception error) {}

        @Override
        public void onStart() {
            listening.countDown();
        }
    }
}
