package io.nekoagents.desktop.room;

import io.nekoagents.desktop.media.Studio;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A room behind HTTP. */
public final class RoomServer implements AutoCloseable {

    private static final int THREADS = 24;
    private static final int MOST_MESSAGE = 1 << 20;

    private final Server server;
    private final ServerConnector connector;
    private final Room room;
    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("room-heartbeats").daemon(true).factory());

    /**
     * Where the room listens.
     *
     * @param port 0 takes a free one
     */
    public record Address(String host, int port) {}

    /** Passwords of the room. */
    public record Passwords(String user, String admin) {

        @Override
        public String toString() {
            return "Passwords[]";
        }
    }

    private RoomServer(Address address, Passwords passwords, Stage stage, Studio studio, Handler site) {
        Accounts accounts = new Accounts(passwords.user(), passwords.admin(), studio.hears());
        this.room = new Room(accounts, stage, studio, InstantSource.system());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("room-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost(address.host());
        connector.setPort(address.port());
        server.addConnector(connector);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, this::sockets);
        sockets.setHandler(new Handler.Sequence(new RestApi(room, stage), site));
        server.setHandler(sockets);
    }

    /** Starts it; it answers when this returns. */
    public static RoomServer start(Address address, Passwords passwords, Stage stage, Studio studio, Handler site) {
        RoomServer started = new RoomServer(address, passwords, stage, studio, site);
        try {
            started.server.start();
        } catch (Exception e) { // Jetty declares no better one
            started.heartbeats.shutdownNow();
            throw new RoomStartException(
                    "The room cannot listen on " + address.host() + ":" + address.port() + ": " + e.getMessage(), e);
        }
        return started;
    }

    private void sockets(ServerWebSocketContainer container) {
        container.setIdleTimeout(Duration.ofSeconds(60));
        container.setMaxTextMessageSize(MOST_MESSAGE);
        container.addMapping(
                "/api/ws",
                (request, _, _) -> new RoomSocket(room, RestApi.token(request).flatMap(room::byToken), heartbeats));
    }

    public URI baseUri() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/");
    }

    @Override
    public void close() {
        room.close();
        heartbeats.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no better one
            throw new RoomStartException("The room did not stop: " + e.getMessage(), e);
        }
    }
}
