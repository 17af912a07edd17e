package io.nekoagents.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.ingest.webhook.NameLookup.UnansweredException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SystemLookupTest {

    private static final InetAddress[] FOUND = {InetAddress.ofLiteral("8.8.8.8")};

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final SystemLookup patient = new SystemLookup(this::machine, Duration.ofSeconds(50));
    private final SystemLookup hasty = new SystemLookup(this::machine, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        answer.countDown();
        callers.close();
        patient.close();
        hasty.close();
    }

    @Test
    void aTenantWithManyLookupsAtATimeHoldsUpNobodyElse() throws UnknownHostException {
        // Given
        hang(patient, "slow", SystemLookup.MOST_OF_A_TENANT);

        // Then
        assertThatThrownBy(() -> patient.addresses("one.more", "slow")).isInstanceOf(UnansweredException.class);
        assertThat(patient.addresses("quick", "another")).isEqualTo(FOUND);
        answer.countDown();
        Awaitility.await("it may look again").until(() -> answers(patient, "quick", "slow"));
    }

    @Test
    void whatBlocksOnStillCountsThoughNobodyWaits() {
        // Given
        hang(hasty, "slow", SystemLookup.MOST_OF_A_TENANT);

        // Then
        assertThatThrownBy(() -> hasty.addresses("quick", "slow")).isInstanceOf(UnansweredException.class);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotBegun() {
        // Given
        hang(hasty, null, SystemLookup.MOST_AT_ONCE);
        assertThatThrownBy(() -> hasty.addresses("queued", null)).isInstanceOf(UnansweredException.class);

        // When
        answer.countDown();
        Awaitility.await("there is room again").until(() -> answers(hasty, "last", null));

        // Then
        assertThat(asked).contains("last").doesNotContain("queued");
    }

    @Test
    void aHostWithoutAddressesIsUnknown() {
        assertThatThrownBy(() -> patient.addresses("nowhere", "t")).isExactlyInstanceOf(UnknownHostException.class);
    }

    private void hang(SystemLookup lookup, @Nullable String tenant, int lookups) {
        for (int i = 0; i < lookups; i++) {
            String host = "hangs-" + i;
            var _ = callers.submit(() -> lookup.addresses(host, tenant));
        }
        Awaitility.await("all of them hang").until(() -> asked.size() == lookups);
    }

    private static boolean answers(SystemLookup lookup, String host, @Nullable String tenant) {
        try {
            return lookup.addresses(host, tenant).length > 0;
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private InetAddress[] machine(String host) throws UnknownHostException {
        asked.add(host);
        if (host.startsWith("hangs-")) {
            await();
        }
        if (host.equals("nowhere")) {
            throw new UnknownHostException(host);
        }
        return FOUND;
    }

    private void await() {
        try {
            answer.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
