package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client's server that webhooks are posted to; it keeps what it got. */
final class Receiver implements AutoCloseable {

    private final Function<Receipt, Reply> behaviour;
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final Queue<Receipt> taken = new ConcurrentLinkedQueue<>();
    private final int port;
    private Running running;

    private Receiver(Function<Receipt, Reply> behaviour) {
        this.behaviour = behaviour;
        this.running = Running.at(0, this::receive);
        this.port = running.server().getAddress().getPort();
    }

    static Receiver open(Function<Receipt, Reply> behaviour) {
        return new Receiver(behaviour);
    }

    static Receiver thatTakesAll() {
        return new Receiver(_ -> Reply.ok());
    }

    /** One post as it came. */
    record Receipt(String path, HttpHeaders headers, String body) {

        String id() {
            return headers.firstValue("webhook-id").orElse("");
        }

        /** Whether the independent library takes it for genuine. */
        boolean isGenuine(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (WebhookVerificationException | EmptyWebhookSecretException _) {
                return false;
            }
        }
    }

    /** @param status 0 for none, ever */
    record Reply(
            int status, @Nullable String header, @Nullable String value) {

        static Reply ok() {
            return of(200);
        }

        static Reply of(int status) {
            return new Reply(status, null, null);
        }

        static Reply hang() {
            return of(0);
        }
    }

    private record Running(HttpServer server, ExecutorService threads, CountDownLatch stopped) {

        static Running at(int port, BiConsumer<HttpExchange, CountDownLatch> handler) {
            try {
                HttpServer server =
                        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                Running running =
                        new Running(server, Executors.newVirtualThreadPerTaskExecutor(), new CountDownLatch(1));
                server.setExecutor(running.threads());
                server.createContext("/", exchange -> handler.accept(exchange, running.stopped()));
                server.start();
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void stop() {
            stopped.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void receive(HttpExchange exchange, CountDownLatch stopped) {
        try (exchange) {
            Receipt receipt = new Receipt(
                    exchange.getRequestURI().toString(),
                    HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            receipts.add(receipt);
            Reply reply = behaviour.apply(receipt);
            if (reply.status() == 0) {
                stopped.await();
                return;
            }
            if (reply.header() != null) {
                exchange.getResponseHeaders().add(reply.header(), reply.value());
            }
            exchange.sendResponseHeaders(reply.status(), -1);
            if (reply.status() == 200) {
                taken.add(receipt);
            }
        } catch (IOException _) {
            // the other side hung up, or this one was killed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    int port() {
        return port;
    }

    /** Everything, what was not answered with 200 included. */
    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** What was answered with 200. */
    List<Receipt> taken() {
        return List.copyOf(taken);
    }

    /** Drops all connections and listens no more. */
    void kill() {
        running.stop();
    }

    /** Listens again, at the same port. */
    void comeBack() {
        running = Running.at(port, this::receive);
    }

    @Override
    public void close() {
        running.stop();
    }
}
