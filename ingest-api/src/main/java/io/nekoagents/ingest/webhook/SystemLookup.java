package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own lookup, with an end: it blocks natively and cannot be stopped, so that it has threads of its own
 * and nobody waits for it longer than is good. One that nobody waits for any more is not begun.
 */
final class SystemLookup implements NameLookup, AutoCloseable {

    static final int MOST_AT_ONCE = 128;
    static final int MOST_OF_A_TENANT = 16;
    private static final int MOST_WAITING = 1_000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("webhook-lookup-", 0).daemon().factory());

    /** How many lookups each tenant has, those included that block on though nobody waits. */
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();

    private final Machine machine;
    private final Duration longest;

    SystemLookup(Duration longest) {
        this(InetAddress::getAllByName, longest);
    }

    SystemLookup(Machine machine, Duration longest) {
        this.machine = machine;
        this.longest = longest;
        threads.allowCoreThreadTimeOut(true);
    }

    /** What blocks. */
    interface Machine {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    @Override
    public InetAddress[] addresses(String host, @Nullable String tenant) throws UnknownHostException {
        FutureTask<InetAddress[]> asked = new FutureTask<>(() -> machine.addresses(host));
        Runnable counted = () -> {
            try {
                asked.run();
            } finally {
                leave(tenant);
            }
        };
        begin(counted, host, tenant);
        try {
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        } catch (TimeoutException _) {
            cancel(asked, counted, tenant);
            throw new UnansweredException(host);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            cancel(asked, counted, tenant);
            throw new UnansweredException(host);
        }
    }

    private void begin(Runnable counted, String host, @Nullable String tenant) throws UnansweredException {
        if (!enter(tenant)) {
            throw new UnansweredException(host);
        }
        try {
            threads.execute(counted);
        } catch (RejectedExecutionException _) {
            leave(tenant);
            throw new UnansweredException(host);
        }
    }

    private void cancel(FutureTask<InetAddress[]> asked, Runnable counted, @Nullable String tenant) {
        asked.cancel(false);
        if (threads.remove(counted)) {
            leave(tenant);
        }
    }

    private boolean enter(@Nullable String tenant) {
        if (tenant == null) {
            return true;
        }
        if (inFlight.merge(tenant, 1, Integer::sum) <= MOST_OF_A_TENANT) {
            return true;
        }
        leave(tenant);
        return false;
    }

    private void leave(@Nullable String tenant) {
        if (tenant != null) {
            inFlight.computeIfPresent(tenant, (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
