package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tokens, over HTTP to two API processes of one real broker. */
@Timeout(120)
final class AccessIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String ADMIN = "the-admin-key-of-the-settings-0123456789";
    private static final Issuer ISSUER = new Issuer();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static HttpServer provider;
    private static FrontDoor one;
    private static FrontDoor two;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            byte[] keys = ISSUER.jwks().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        one = open("one", "--neko.api.access.admin-key=" + ADMIN);
        two = open("two", "--neko.api.access.open-metrics=false");
    }

    private static FrontDoor open(String name, String setting) {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve(name),
                        "--neko.api.access.required=true",
                        "--neko.api.access.issuer=" + Issuer.NAME,
                        "--neko.api.access.audience=" + Issuer.AUDIENCE,
                        "--neko.api.access.jwks-uri=http://127.0.0.1:"
                                + provider.getAddress().getPort() + "/keys",
                        "--neko.api.heartbeat=100ms",
                        setting)
                .ready();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        provider.stop(0);
        broker.close();
    }

    @Test
    void aKeyIsGoodInEveryProcessUntilItIsRevokedInAny() {
        // When
        Answer made = make("{\"name\": \"a robot\", \"role\": \"operator\"}");

        // Then
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String key = made.text("key");
        assertThat(as(one, key, "GET", "/api/v1/tasks").status()).isEqualTo(200);
        Awaitility.await("the other process knows the key")
                .until(() -> as(two, key, "GET", "/api/v1/tasks").status() == 200);
        assertThat(as(one, ADMIN, "GET", "/api/v1/keys").response().body())
                .contains(made.text("key_id"), "a robot")
                .doesNotContain(key);

        // When
        Answer revoked = as(one, ADMIN, "DELETE", made.header("Location"));

        // Then
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(as(one, key, "GET", "/api/v1/tasks").status()).isEqualTo(401);
        Awaitility.await("the other process knows that it is revoked")
                .until(() -> as(two, key, "GET", "/api/v1/tasks").status() == 401);
    }

    @Test
    void thePageOfTheInterfaceIsOpenToEverybodyWithAllItsFiles() {
        for (String path : List.of(
                "/docs", "/docs/docs.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/openapi.json")) {
            assertThat(one.send(one.request(path)).status()).as(path).isEqualTo(200);
        }
        assertThat(one.send(one.request("/docs")).header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';");
        assertThat(as(one, ADMIN, "GET", "/docs/swagger-ui.js").status())
                .as("another file of the library")
                .isEqualTo(404);
    }

    @Test
    void aListOfKeysOfNoTenantIsRefused() {
        Answer refused = as(one, ADMIN, "GET", "/api/v1/keys?tenant=");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.response().body()).contains("\"field\":\"tenant\"");
    }

    @Test
    void aLiveStreamEndsSoonAfterItsKeyIsRevoked() throws Exception {
        // Given
        Answer made = make("{\"name\": \"a watcher\", \"role\": \"operator\"}");
        Answer task = one.send(bearer(one, made.text("key"), "/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"task\": \"x\"}")));
        try (InputStream stream = one.http()
                .send(
                        bearer(one, made.text("key"), task.header("Location") + "/events")
                                .build(),
                        BodyHandlers.ofInputStream())
                .body()) {
            assertThat(stream.readNBytes(20)).isNotEmpty();

            // When
            as(one, ADMIN, "DELETE", made.header("Location"));

            // Then
            assertThat(stream.readAllBytes()).asString(UTF_8).doesNotContain("event:");
        }
    }

    @Test
    void theLogHoldsNoSecret() {
        // When
        String key = make("{\"name\": \"a robot\", \"role\": \"viewer\"}").text("key");

        // Then
        String secret = key.substring(key.length() - 43);
        assertThat(recordsOfKeys()).isNotEmpty().noneMatch(each -> each.contains(secret));
    }

    @Test
    void theKeyOfTheSettingsMakesTheFirstAdminOfATenantWhoseTasksAreItsOwn() throws Exception {
        // Given
        String gamma = make("{\"name\": \"first\", \"role\": \"admin\", \"tenant\": \"gamma\"}")
                .text("key");

        // When
        Answer task = one.send(bearer(one, gamma, "/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"task\": \"x\"}")));

        // Then
        assertThat(task.status()).isEqualTo(202);
        assertThat(as(one, ADMIN, "GET", "/api/v1/tasks/" + task.text("task_id"))
                        .status())
                .as("the key of the settings is of the tenant default")
                .isEqualTo(404);
        try (TestLog log = new TestLog(broker, REGISTRY)) {
            SubmitTask command = log.awaitCommand(task.text("task_id"), SubmitTask.class, _ -> true);
            assertThat(command.getTenant()).isEqualTo("gamma");
        }
        assertThat(as(one, gamma, "GET", "/api/v1/keys").json().get("keys")).hasSize(1);
    }

    @Test
    void aTokenOfTheIssuerIsACallerOfItsTenant() {
        String token = ISSUER.token(Issuer.claims("delta", "operator"), header -> header.keyID("one"));
        Answer task = two.send(bearer(two, token, "/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"task\": \"x\"}")));
        assertThat(task.status()).as(task.response().body()).isEqualTo(202);
        assertThat(as(two, token, "GET", task.header("Location")).status()).isEqualTo(200);
        assertThat(as(two, token, "GET", "/api/v1/tasks").json().get("tasks")).hasSize(1);
    }

    @Test
    void healthIsOpenAndMetricsAreAsTheSettingsSay() {
        assertThat(one.get("/api/v1/health/live").status()).isEqualTo(200);
        assertThat(one.get("/api/v1/metrics").status()).isEqualTo(200);
        assertThat(two.get("/api/v1/metrics").status()).isEqualTo(401);
        String token = ISSUER.token(Issuer.claims("delta", "viewer"), header -> header.keyID("one"));
        assertThat(as(two, token, "GET", "/api/v1/metrics").status()).isEqualTo(200);
    }

    @Test
    void saysAllThatIsWrongWithAKey() {
        Answer refused = make(
                "{\"name\": \"two\\nlines\", \"role\": \"root\", \"expires_at\": \"2001-01-01T00:00:00Z\", \"tenant\": \"A\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json()
                        .get("errors")
                        .valueStream()
                        .map(each -> each.get("field").asString()))
                .containsExactly("name", "role", "expires_at", "tenant");
    }

    private static Answer make(String body) {
        return one.send(bearer(one, ADMIN, "/api/v1/keys")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static Answer as(FrontDoor door, String bearer, String method, String path) {
        return door.send(bearer(door, bearer, path).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder bearer(FrontDoor door, String bearer, String path) {
        return door.request(path).header("Authorization", "Bearer " + bearer);
    }

    private static List<String> recordsOfKeys() {
        TopicPartition keys = new TopicPartition(Topics.ACCESS_KEYS.name(), 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(keys));
            consumer.seekToBeginning(List.of(keys));
            List<String> records = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(10)).forEach(each -> {
                if (each.value() != null) {
                    records.add(new String(each.value(), ISO_8859_1));
                }
            });
            return records;
        }
    }
}
