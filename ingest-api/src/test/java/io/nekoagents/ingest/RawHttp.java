package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends what no decent client sends. */
record RawHttp(int port) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A status, 0 where there was none, and everything that came back. */
    record Reply(int status, String text) {

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    /** The lines of the head; the host and the end of the head are added. */
    Reply send(String body, String... head) {
        return send(body.getBytes(UTF_8), Duration.ZERO, head);
    }

    /** The body comes byte by byte, each so long after the one before, until an answer comes. */
    Reply send(byte[] body, Duration between, String... head) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            OutputStream out = socket.getOutputStream();
            out.write((String.join("\r\n", head) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            if (between.isZero()) {
                out.write(body);
                out.flush();
            } else {
                trickle(body, between, socket);
            }
            return reply(socket.getInputStream());
        } catch (IOException e) {
            return new Reply(0, String.valueOf(e.getMessage()));
        }
    }

    private static void trickle(byte[] body, Duration between, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte each : body) {
            if (socket.getInputStream().available() > 0) {
                return;
            }
            out.write(each);
            out.flush();
            LockSupport.parkNanos(between.toNanos());
        }
    }

    private static Reply reply(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), ISO_8859_1);
        String[] words = text.split(" ", 3);
        return new Reply(words.length < 2 ? 0 : Integer.parseInt(words[1]), text);
    }
}
