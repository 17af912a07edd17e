package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's own lookup, with an end: it blocks natively and cannot be stopped, so that it has threads of its own
 * and nobody waits for it longer than is good.
 */
final class SystemLookup implements NameLookup, AutoCloseable {

    private static final int MOST_AT_ONCE = 128;
    private static final int MOST_WAITING = 1_000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("webhook-lookup-", 0).daemon().factory());

    private final Duration longest;

    SystemLookup(Duration longest) {
        this.longest = longest;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> asked = threads.submit(() -> InetAddress.getAllByName(host));
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            throw unknown(host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        }
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
