package io.nekoagents.local.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Asks as fast as it is answered over a number of kept-alive connections. Written on the bare socket: a full HTTP client
 * would take as much of the machine as the server that is measured.
 */
final class HttpLoad {

    private final InetSocketAddress server;
    private final int expected;
    private final byte[] request;

    private HttpLoad(int port, int expected, String firstLine, String key, String headers, String body) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.expected = expected;
        String head = firstLine + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + key + "\r\n";
        this.request = (head + headers + "\r\n" + body).getBytes(UTF_8);
    }

    /** Requests that are answered 202. */
    static HttpLoad posting(int port, String path, String key, String json) {
        String headers = "Content-Type: application/json\r\nContent-Length: " + json.getBytes(UTF_8).length + "\r\n";
        return new HttpLoad(port, 202, "POST " + path, key, headers, json);
    }

    /** Requests that are answered 200. */
    static HttpLoad getting(int port, String path, String key) {
        return new HttpLoad(port, 200, "GET " + path, key, "", "");
    }

    /**
     * What was measured.
     *
     * @param latencies microseconds
     */
    record Result(double perSecond, Histogram latencies, long refused) {

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e3;
        }
    }

    Result run(int connections, Duration duration) throws InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        List<Histogram> each = new ArrayList<>();
        AtomicLong refused = new AtomicLong();
        long started = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            Histogram latencies = new Histogram(60_000_000L, 3);
            each.add(latencies);
            threads.add(Thread.ofPlatform().start(() -> ask(until, latencies, refused)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Histogram all = new Histogram(60_000_000L, 3);
        each.forEach(all::add);
        return new Result(all.getTotalCount() / seconds, all, refused.get());
    }

    private void ask(long until, Histogram latencies, AtomicLong refused) {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(server, 5_000);
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            while (System.nanoTime() < until) {
                long sent = System.nanoTime();
                out.write(request);
                out.flush();
                if (answer(in) == expected) {
                    latencies.recordValue((System.nanoTime() - sent) / 1_000);
                } else {
                    refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new BenchFailedException("A connection broke: " + e.getMessage(), e);
        }
    }

    /** Reads one answer whole, and gives its status. */
    private static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        long length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        if (chunked) {
            for (int size = size(in); size > 0; size = size(in)) {
                in.skipNBytes(size + 2L);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[512];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || length == line.length) {
                throw new IOException("The server ended its answer early");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, Math.max(0, length - 1), US_ASCII);
    }
}
