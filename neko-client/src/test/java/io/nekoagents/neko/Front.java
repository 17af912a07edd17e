package io.nekoagents.neko;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One port for two servers: WebSocket requests go to one, all others to the other. */
final class Front implements AutoCloseable {

    private final ServerSocket listener;
    private final int httpPort;
    private final int socketPort;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Front(int httpPort, int socketPort) throws IOException {
        this.httpPort = httpPort;
        this.socketPort = socketPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] start = in.readNBytes("GET /api/ws".length());
            boolean socket = new String(start, StandardCharsets.US_ASCII).equals("GET /api/ws");
            try (var server = new Socket(InetAddress.getLoopbackAddress(), socket ? socketPort : httpPort)) {
                server.getOutputStream().write(start);
                threads.execute(() -> pipe(server, client));
                in.transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            // One side has gone, which is what ends a connection.
            close(client);
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // As above.
        } finally {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
