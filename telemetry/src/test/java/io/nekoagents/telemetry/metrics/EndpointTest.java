package io.nekoagents.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EndpointTest {

    private static final EndpointAddress ANY = new EndpointAddress("neko.test.endpoint", "127.0.0.1", 0);

    private final PrometheusMeterRegistry meters = Meters.registry();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Endpoint endpoint = open(ANY);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        endpoint.close();
    }

    private Endpoint open(EndpointAddress address) {
        return Endpoint.open(address, meters, new Endpoint.Health(() -> true, ready::get, () -> troubles));
    }

    @Test
    void showsTheMetersUnderTheNamesThatWerePromised() throws Exception {
        Gauge.builder("neko.active.agents", () -> 2).register(meters);

        HttpResponse<String> seen = get("/metrics");

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain;version=0.0.4"));
        assertThat(seen.body()).contains("# TYPE neko_active_agents_total gauge", "\nneko_active_agents_total 2.0\n");
    }

    @Test
    void saysHowTheServiceStands() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        ready.set(true);

        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void whatIsToBeLookedAfterStandsBesideWhetherItIsReady() throws Exception {
        ready.set(true);
        troubles.addAll(List.of("acme: s3://a/\"b\"", "other: file:/c"));

        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"ready\",\"troubles\":[\"acme: s3://a/\\\"b\\\"\",\"other: file:/c\"]}");
    }

    @Test
    void hasNothingElseAndTakesNothing() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(http.send(
                                HttpRequest.newBuilder(at("/metrics"))
                                        .POST(BodyPublishers.ofString("x"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        EndpointAddress taken = new EndpointAddress("neko.test.endpoint", "127.0.0.1", endpoint.port());

        assertThatThrownBy(() -> open(taken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("neko.test.endpoint", endpoint.port());
    }

    @Test
    void anAddressThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> new EndpointAddress("neko.test.endpoint", " ", 0))
                .hasMessageContaining("neko.test.endpoint.address");
        assertThatThrownBy(() -> new EndpointAddress("neko.test.endpoint", "127.0.0.1", 65_536))
                .hasMessageContaining("neko.test.endpoint.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }
}
