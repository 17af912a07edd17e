package io.nekoagents.tts.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays an endpoint that speaks: a tone for each text, of a length by its characters, or what it is told to answer. */
final class SpeechServer implements AutoCloseable {

    private static final int RATE = 24_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Answer answer = new Answer.Speech();

    /** What it does when it is asked. */
    sealed interface Answer {

        record Speech() implements Answer {}

        record Status(int status, String body) implements Answer {}

        record Nothing(CountDownLatch asked) implements Answer {}
    }

    private SpeechServer(HttpServer server) {
        this.server = server;
    }

    static SpeechServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SpeechServer speech = new SpeechServer(server);
        server.setExecutor(speech.threads);
        server.createContext("/v1/audio/speech", speech::handle);
        server.start();
        return speech;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    }

    void answers(Answer next) {
        answer = next;
    }

    List<JsonNode> requests() {
        return requests;
    }

    List<String> keys() {
        return keys;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request =
                JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        switch (answer) {
            case Answer.Speech() -> send(exchange, 200, speech(request));
            case Answer.Status(int status, String body) ->
                send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
            case Answer.Nothing(CountDownLatch asked) -> {
                asked.countDown();
                awaitClosed();
                exchange.close();
            }
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] speech(JsonNode request) {
        int samples = request.path("input").asString().length() * RATE / 20;
        boolean wav = request.path("response_format").asString().equals("wav");
        ByteBuffer bytes = ByteBuffer.allocate((wav ? 44 : 0) + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        if (wav) {
            // As who streams: without lengths.
            bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
            bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                    .putInt(16)
                    .putShort((short) 1)
                    .putShort((short) 1);
            bytes.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
            bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        }
        for (int i = 0; i < samples; i++) {
            bytes.putShort((short) (8_000 * Math.sin(2 * Math.PI * 200 * i / RATE)));
        }
        return bytes.array();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
