package io.nekoagents.telemetry.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where a service without an interface of its own is looked at: {@code GET /metrics} as Prometheus scrapes it, {@code
 * /health/live} and {@code /health/ready}, 200 or 503. It tells nothing else and takes nothing.
 */
public final class Endpoint implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Endpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * How the service stands.
     *
     * @param troubles what a person is to look after, told of with whether it is ready; it may be ready all the same
     */
    public record Health(BooleanSupplier live, BooleanSupplier ready, Supplier<List<String>> troubles) {

        public Health(BooleanSupplier live, BooleanSupplier ready) {
            this(live, ready, List::of);
        }
    }

    /**
     * Serves from now on.
     *
     * @throws UncheckedIOException if the address cannot be listened on; the message names it
     */
    public static Endpoint open(EndpointAddress address, PrometheusMeterRegistry meters, Health health) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
            Endpoint endpoint = new Endpoint(server);
            server.setExecutor(endpoint.threads);
            server.createContext(
                    "/", exchange -> answer(exchange, 404, "text/plain", "There is nothing at this path\n"));
            server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS_TEXT, meters.scrape()));
            server.createContext("/health/live", exchange -> tell(exchange, health.live(), "live", List.of()));
            server.createContext(
                    "/health/ready",
                    exchange -> tell(
                            exchange, health.ready(), "ready", health.troubles().get()));
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    address.setting() + ": " + address.host() + ":" + address.port() + " cannot be listened on", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void tell(HttpExchange exchange, BooleanSupplier sound, String name, List<String> troubles)
            throws IOException {
        boolean is = sound.getAsBoolean();
        String status = "\"status\":\"%s\"".formatted(is ? name : "not_" + name);
        String more = troubles.isEmpty()
                ? ""
                : troubles.stream().map(Endpoint::quoted).collect(Collectors.joining(",", ",\"troubles\":[", "]"));
        answer(exchange, is ? 200 : 503, "application/json", "{" + status + more + "}");
    }

    /** As a string of JSON. */
    private static String quoted(String text) {
        return "\"" + text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            boolean read = "GET".equals(exchange.getRequestMethod());
            byte[] bytes = (read ? body : "Only GET\n").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", read ? type : "text/plain");
            exchange.sendResponseHeaders(read ? status : 405, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
