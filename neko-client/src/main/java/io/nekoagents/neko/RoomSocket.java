package io.nekoagents.neko;

import io.nekoagents.neko.message.MessageCodec;
import io.nekoagents.neko.message.NekoMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The WebSocket: whole messages in the order they came, and sends from any thread, one after another. */
final class RoomSocket implements WebSocket.Listener {

    private static final int LONGEST = 16 << 20;

    private final Consumer<NekoMessage> messages;
    private final Consumer<String> ended;
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private volatile long heardAt = System.nanoTime();

    private RoomSocket(Consumer<NekoMessage> messages, Consumer<String> ended) {
        this.messages = messages;
        this.ended = ended;
    }

    /**
     * Connects; the listeners are called on the client's threads, {@code ended} perhaps more than once.
     *
     * @throws NekoException.Unreachable if the room does not take the connection in time
     */
    static RoomSocket open(
            HttpClient client, URI uri, Deadline deadline, Consumer<NekoMessage> messages, Consumer<String> ended)
            throws NekoException {
        var socket = new RoomSocket(messages, ended);
        CompletableFuture<WebSocket> handshake = client.newWebSocketBuilder()
                .connectTimeout(deadline.leftAtMost(Duration.ofMinutes(1)).plusMillis(1))
                .buildAsync(uri, socket);
        try {
            socket.opened.complete(deadline.await(handshake, "WebSocket"));
            return socket;
        } catch (NekoException e) {
            handshake.thenAccept(WebSocket::abort).exceptionally(tooLate -> null);
            throw refused(e);
        }
    }

    private static NekoException refused(NekoException e) {
        return e.getCause() instanceof ExecutionException failed
                        && failed.getCause() instanceof WebSocketHandshakeException answer
                        && answer.getResponse().statusCode() < 500
                ? new NekoException.Protocol(
                        "the room refuses the WebSocket: "
                                + answer.getResponse().statusCode(),
                        answer)
                : e;
    }

    /** @throws NekoException.Unreachable if the connection has ended */
    void send(NekoMessage message) throws NekoException {
        WebSocket socket = opened.join();
        if (socket.isOutputClosed()) {
            throw new NekoException.Unreachable("the WebSocket is closed");
        }
        String out = MessageCodec.write(message);
        after(() -> socket.sendText(out, true));
    }

    /** The answer counts as a sign of life. */
    void ping() {
        after(() -> opened.join().sendPing(ByteBuffer.allocate(0)));
    }

    private synchronized void after(SocketSend send) {
        lastSend = lastSend.handle((sent, failure) -> send)
                .thenCompose(SocketSend::start)
                .whenComplete((sent, failure) -> {
                    if (failure != null) {
                        ended.accept("sending failed: " + failure.getMessage());
                    }
                });
    }

    /** Starts one send, which the next one has to wait for. */
    private interface SocketSend {
        CompletionStage<WebSocket> start();
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        text.append(data);
        if (text.length() > LONGEST) {
            socket.abort();
            ended.accept("a message longer than " + LONGEST);
            return null;
        }
        if (last) {
            String message = text.toString();
            text.setLength(0);
            messages.accept(MessageCodec.read(message));
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        heardAt = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        heardAt = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended.accept(
                "the room closed the WebSocket: %d %s".formatted(code, reason).strip());
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended.accept("the WebSocket broke: " + error);
    }

    /** Says goodbye, and waits a moment for what was sent to be gone. */
    void close() {
        WebSocket socket = opened.join();
        after(() -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        CompletableFuture<?> goodbye;
        synchronized (this) {
            goodbye = lastSend;
        }
        goodbye.completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .exceptionally(broken -> null)
                .join();
        socket.abort();
    }

    void abort() {
        opened.join().abort();
    }
}
