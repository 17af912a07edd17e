package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.webhook.Answer.Answered;
import io.nekoagents.ingest.webhook.Answer.Cause;
import io.nekoagents.ingest.webhook.Answer.Failed;
import io.nekoagents.ingest.webhook.VettedNames.RefusedAddressException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts once: to a vetted address only, following nothing, keeping nothing, reading little, and in bounded time. Blocks
 * its thread, which should be a virtual one.
 */
final class Poster implements AutoCloseable {

    private static final ContentType JSON = ContentType.create("application/json");
    private static final int MOST_BODY_BYTES = 64 << 10;
    private static final int MOST_LINE_BYTES = 8 << 10;
    private static final int MOST_HEADERS = 100;
    private static final TimeValue IDLE_UNCHECKED = TimeValue.ofMilliseconds(100);
    private static final TimeValue LONGEST_KEPT = TimeValue.ofSeconds(60);

    private final CloseableHttpClient http;
    private final Duration longest;
    private final InstantSource clock;
    private final ScheduledExecutorService cutter = cutter();

    /**
     * @param longest time for the whole attempt
     * @param most attempts at a time
     */
    Poster(VettedNames names, Duration longest, int most, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
        this.http = client(names, Timeout.of(longest), most);
    }

    private static CloseableHttpClient client(VettedNames names, Timeout longest, int most) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(MOST_LINE_BYTES)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(longest)
                        .setSocketTimeout(longest)
                        .setValidateAfterInactivity(IDLE_UNCHECKED)
                        .setTimeToLive(LONGEST_KEPT)
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(longest)
                        .setResponseTimeout(longest)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("neko-agents-webhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static ScheduledExecutorService cutter() {
        ScheduledThreadPoolExecutor cutter = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("webhook-cutter").daemon().factory());
        cutter.setRemoveOnCancelPolicy(true);
        return cutter;
    }

    /** The receiver's answer; its status counts as soon as it is there, whatever becomes of the rest. */
    Answer post(URI uri, Map<String, String> headers, byte[] body) {
        HttpPost request = new HttpPost(uri);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, JSON));
        ScheduledFuture<?> cut = cutter.schedule(request::cancel, longest.toNanos(), TimeUnit.NANOSECONDS);
        try (ClassicHttpResponse response = http.executeOpen(RoutingSupport.determineHost(request), request, null)) {
            Answered answered = new Answered(response.getCode(), retryAfter(response));
            readSome(response.getEntity());
            return answered;
        } catch (IOException | HttpException e) {
            return new Failed(request.isCancelled() ? Cause.TIMEOUT : cause(e));
        } finally {
            cut.cancel(false);
        }
    }

    /** A short body is read, so that its connection can serve again; of a longer one the connection is dropped. */
    private static void readSome(@Nullable HttpEntity entity) {
        if (entity == null) {
            return;
        }
        try {
            var _ = entity.getContent().readNBytes(MOST_BODY_BYTES + 1);
        } catch (IOException _) {
            // the status has said what there was to say
        }
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header == null ? null : parse(header.getValue(), clock.instant()).orElse(null);
    }

    /** Seconds, or a date; empty if it is neither. */
    static Optional<Duration> parse(String retryAfter, Instant now) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from);
            return Optional.of(Duration.between(now, until)).filter(Duration::isPositive);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Cause cause(Exception failure) {
        return switch (failure) {
            case RefusedAddressException _ -> Cause.ADDRESS_REFUSED;
            case UnknownHostException _ -> Cause.UNRESOLVED;
            case SocketTimeoutException _ -> Cause.TIMEOUT;
            case SSLException _ -> Cause.TLS;
            case ConnectException _ -> Cause.CONNECTION_REFUSED;
            default -> Cause.CONNECTION_LOST;
        };
    }

    @Override
    public void close() throws IOException {
        cutter.shutdownNow();
        http.close();
    }
}
