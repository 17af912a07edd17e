package io.nekoagents.capture.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The few calls of S3 that are spoken here, with faults as told. An object is there when its last byte was sent and its sum is right. */
public final class FakeS3 implements AutoCloseable {

    /** What a request meets. */
    public enum Fault {
        NONE,
        INTERNAL_ERROR,
        SLOW_DOWN,
        /** The connection is cut before an answer; the request was taken in. */
        RESET_AFTER,
        /** The connection is cut before the request was looked at. */
        RESET_BEFORE,
        /** No answer for longer than anybody waits. */
        SILENCE
    }

    /** Says what the next request meets. */
    @FunctionalInterface
    public interface Weather {
        Fault next(String method, String path);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile Weather weather = (_, _) -> Fault.NONE;

    public FakeS3() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void weather(Weather next) {
        weather = next;
    }

    public int faults() {
        return faults.get();
    }

    /** By bucket and key. */
    public Map<String, byte[]> objects() {
        return objects;
    }

    int openUploads() {
        return uploads.size();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Fault fault = weather.next(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath());
        if (fault != Fault.NONE) {
            faults.incrementAndGet();
        }
        try (exchange) {
            switch (fault) {
                case NONE -> answer(exchange, handle(exchange));
                case INTERNAL_ERROR -> answer(exchange, error(500, "InternalError"));
                case SLOW_DOWN -> answer(exchange, error(503, "SlowDown"));
                case RESET_AFTER -> handle(exchange);
                case RESET_BEFORE -> {
                    // Closing without an answer is all.
                }
                case SILENCE -> LockSupport.parkNanos(4_000_000_000L);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // written once, and by whoever made it
    private record Answer(int status, byte[] body, Map<String, String> headers) {}

    private static Answer error(int status, String code) {
        return new Answer(status, ("<Error><Code>" + code + "</Code></Error>").getBytes(UTF_8), Map.of());
    }

    private static Answer ok(String xml) {
        return new Answer(200, xml.getBytes(UTF_8), Map.of("Content-Type", "application/xml"));
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String sum = exchange.getRequestHeaders().getFirst("Content-MD5");
        if (sum != null && !sum.equals(Base64.getEncoder().encodeToString(md5(body)))) {
            return error(400, "BadDigest");
        }
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> put(path, query, body, sum);
            case "POST" -> post(path, query);
            case "DELETE" -> {
                uploads.remove(parameter(query, "uploadId"));
                yield new Answer(204, new byte[0], Map.of());
            }
            default -> get(path);
        };
    }

    private Answer put(String path, String query, byte[] body, @Nullable String sum) {
        if (sum == null) {
            return error(400, "InvalidRequest");
        }
        String tag = HexFormat.of().formatHex(md5(body));
        if (query.contains("partNumber")) {
            TreeMap<Integer, byte[]> parts = uploads.get(parameter(query, "uploadId"));
            if (parts == null) {
                return error(404, "NoSuchUpload");
            }
            synchronized (parts) {
                parts.put(Integer.valueOf(parameter(query, "partNumber")), body);
            }
        } else {
            objects.put(path, body);
        }
        return new Answer(200, new byte[0], Map.of("ETag", "\"" + tag + "\""));
    }

    private Answer post(String path, String query) throws IOException {
        if (query.startsWith("uploads")) {
            String id = "u" + ids.incrementAndGet();
            uploads.put(id, new TreeMap<>());
            return ok("<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
        }
        TreeMap<Integer, byte[]> parts = uploads.remove(parameter(query, "uploadId"));
        if (parts == null) {
            // As S3 does when a request comes again whose answer was lost.
            return objects.containsKey(path)
                    ? ok("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")
                    : error(404, "NoSuchUpload");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts.values()) {
            whole.write(part);
        }
        objects.put(path, whole.toByteArray());
        return ok("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
    }

    private Answer get(String path) {
        byte[] object = objects.get(path);
        return object == null
                ? error(404, "NoSuchKey")
                : new Answer(200, object, Map.of("Content-Type", "application/octet-stream"));
    }

    private static String parameter(String query, String name) {
        return List.of(query.split("&")).stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
