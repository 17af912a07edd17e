package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Attacks, each really sent, and how each is refused: by the ids of the OWASP API Security Top 10 (2023) and of ASVS
 * 5.0. After each of them the service answers as before, and the task that was attacked is as it was.
 */
@Timeout(180)
final class AttackTableIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String ADMIN = "the-admin-key-of-the-settings-0123456789";
    private static final String MASTER_KEY = "the-master-key-of-all-webhook-secrets";
    private static final String SECRET_TASK = "what alpha alone may know";
    private static final Issuer ISSUER = new Issuer();
    private static final Issuer STRANGER = new Issuer();
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor door;
    private static String task = "";
    private static String episode = "";
    private static String speech = "";
    private static String alphaAdmin = "";
    private static String alphaAdminId = "";
    private static String alphaOperator = "";
    private static String alphaViewer = "";
    private static String betaAdmin = "";
    private static String betaOperator = "";
    private static String revoked = "";
    private static String shortLived = "";

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        door = FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve("view"),
                        "--neko.api.access.required=true",
                        "--neko.api.access.admin-key=" + ADMIN,
                        "--neko.api.access.issuer=" + Issuer.NAME,
                        "--neko.api.access.audience=" + Issuer.AUDIENCE,
                        "--neko.api.access.public-key-file=" + ISSUER.publicKey(folder.resolve("issuer.pem")),
                        "--neko.api.webhook.master-key=" + MASTER_KEY,
                        "--neko.api.body-timeout=1s",
                        "--neko.api.voices.reference-places=" + folder.resolve("voices/{tenant}")
                                + ",s3://audio/{tenant}",
                        "--neko.api.capture.remote-places=s3://data/{tenant}",
                        "--neko.api.limit.failed-per-second=0")
                .ready();
        Answer admin = make("alpha", "admin", null);
        alphaAdmin = admin.text("key");
        alphaAdminId = admin.text("key_id");
        alphaOperator = make("alpha", "operator", null).text("key");
        alphaViewer = make("alpha", "viewer", null).text("key");
        betaAdmin = make("beta", "admin", null).text("key");
        betaOperator = make("beta", "operator", null).text("key");
        shortLived = make("alpha", "admin", Instant.now().plusMillis(1_500)).text("key");
        Answer gone = make("alpha", "admin", null);
        revoked = gone.text("key");
        assertThat(as(ADMIN, "DELETE", "/api/v1/keys/" + gone.text("key_id")).status())
                .isEqualTo(204);
        Answer submitted = submit(alphaOperator, "{\"task\": \"" + SECRET_TASK + "\"}", "Idempotency-Key", "shared");
        task = submitted.text("task_id");
        episode = sendJson(
                        alphaOperator,
                        "POST",
                        "/api/v1/capture/episodes",
                        "{\"task_description\": \"x\", \"neko_session_id\": \"room\"}")
                .text("episode_id");
        speech = sendJson(alphaOperator, "POST", "/api/v1/tts/stream/start", "{\"session_id\": \"room\"}")
                .text("request_id");
        sendJson(alphaOperator, "POST", "/api/v1/voices", "{\"voice_id\": \"own\"}");
        Files.createDirectories(folder.resolve("voices/alpha"));
        Files.createSymbolicLink(
                folder.resolve("voices/alpha/out"), Files.createDirectories(folder.resolve("secrets")));
        try (TestLog log = new TestLog(broker, REGISTRY)) {
            log.write(
                    Topics.CAPTURE_DATASETS,
                    "alpha/set",
                    Dataset.newBuilder()
                            .setDatasetId("set")
                            .setTenant("alpha")
                            .setUri("s3://data/alpha/set")
                            .setCreatedAt(TestLog.NOON)
                            .setUpdatedAt(TestLog.NOON)
                            .build());
        }
        Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LOGGED.start();
        all.addAppender(LOGGED);
        ((Logger) LoggerFactory.getLogger("io.nekoagents")).setLevel(Level.DEBUG);
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger("io.nekoagents")).setLevel(null);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(LOGGED);
        door.close();
        broker.close();
    }

    /** How the service answered. */
    record Seen(int status, String head, String body) {

        static Seen of(Answer answer) {
            return new Seen(
                    answer.status(),
                    answer.response().headers().map().toString(),
                    answer.response().body());
        }

        static Seen of(RawHttp.Reply reply) {
            return new Seen(reply.status(), reply.text(), reply.body());
        }
    }

    /**
     * @param name begins with the id of the risk or requirement
     * @param more that is to be seen beside the status
     */
    record Attack(String name, int status, Supplier<Seen> sent, Consumer<Seen> more) {

        @Override
        public String toString() {
            return name + " is answered " + status;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                        strangers(), tokens(), roles(), tenants(), media(), places(), bodies(), callbacks(), requests())
                .flatMap(List::stream);
    }

    private static List<Attack> strangers() {
        return List.of(
                attack(
                        "API2:2023 a task without saying who asks",
                        401,
                        () -> door.get("/api/v1/tasks/" + task),
                        seen -> assertThat(seen.head()).containsIgnoringCase("www-authenticate")),
                attack(
                        "API2:2023 a path that does not exist, unknown who asks",
                        401,
                        () -> door.get("/api/v9/nothing")),
                attack("API2:2023 garbage as a token", 401, () -> read("garbage")),
                attack(
                        "API2:2023 a password",
                        401,
                        () -> door.send(door.request("/api/v1/tasks")
                                .header("Authorization", "Basic YWRtaW46YWRtaW4=")
                                .GET())),
                raw(
                        "API2:2023 two tokens, of which one is valid",
                        401,
                        "",
                        "GET /api/v1/tasks HTTP/1.1",
                        "Authorization: Bearer " + alphaViewer,
                        "Authorization: Bearer garbage"),
                attack(
                        "ASVS 14.2.1 a key in the query, where logs keep it",
                        401,
                        () -> door.get("/api/v1/tasks?access_token=" + alphaViewer)),
                attack(
                        "API2:2023 the id of a key with another secret",
                        401,
                        () -> read(alphaAdmin.substring(0, alphaAdmin.length() - 43) + "A".repeat(43))),
                attack(
                        "API2:2023 most of the key of the settings",
                        401,
                        () -> read(ADMIN.substring(0, ADMIN.length() - 1))),
                attack("API2:2023 a revoked key", 401, () -> read(revoked)),
                attack("API2:2023 a key that has expired", 401, () -> {
                    Awaitility.await("the key is expired")
                            .until(() -> read(shortLived).status() == 401);
                    return read(shortLived);
                }),
                raw("API8:2023 an open path as a way to another", 401, "", "GET /api/v1/health/../tasks HTTP/1.1"),
                raw("API8:2023 an open path with a parameter", 401, "", "GET /api/v1/health;/..;/tasks HTTP/1.1"),
                attack(
                        "API8:2023 a write to an open path",
                        401,
                        () -> door.send(door.request("/api/v1/health").DELETE())));
    }

    private static List<Attack> tokens() {
        return List.of(
                attack(
                        "ASVS 9.1.2 a token that is not signed (alg none)",
                        401,
                        () -> read(Issuer.unsigned(Issuer.claims("alpha", "admin")))),
                attack(
                        "ASVS 9.1.2 a token signed with the public key (HS256)",
                        401,
                        () -> read(ISSUER.signedWithPublicKey(Issuer.claims("alpha", "admin")))),
                attack(
                        "ASVS 9.1.1 a token of a stranger",
                        401,
                        () -> read(STRANGER.token(Issuer.claims("alpha", "admin")))),
                attack(
                        "ASVS 9.1.3 a token that brings its own key",
                        401,
                        () -> read(STRANGER.bringingItsKey(Issuer.claims("alpha", "admin")))),
                attack("ASVS 9.1.1 a token of which the claims were changed", 401, () -> read(changedClaims())),
                attack(
                        "ASVS 9.2.1 an expired token",
                        401,
                        () -> read(ISSUER.token(
                                Issuer.claims("alpha", "admin").expirationTime(Issuer.in(Duration.ofSeconds(-61)))))),
                attack(
                        "ASVS 9.2.1 a token without an end",
                        401,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").expirationTime(null)))),
                attack(
                        "ASVS 9.2.1 a token of the future",
                        401,
                        () -> read(ISSUER.token(
                                Issuer.claims("alpha", "admin").notBeforeTime(Issuer.in(Duration.ofMinutes(2)))))),
                attack(
                        "ASVS 9.2.3 a token for another audience",
                        401,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").audience("another")))),
                attack(
                        "ASVS 10.3.3 a token of another issuer",
                        401,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").issuer("https://evil.example")))),
                attack(
                        "API2:2023 a token of nobody",
                        401,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").subject(null)))),
                attack(
                        "ASVS 16.4.1 a token of somebody with a line feed in the name",
                        401,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").subject("mia\nERROR forged")))),
                attack(
                        "API1:2023 a token of no tenant",
                        403,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "admin").claim("tenant", null)))),
                attack(
                        "API1:2023 a token of a tenant that cannot be",
                        403,
                        () -> read(ISSUER.token(Issuer.claims("beta/../alpha", "admin")))),
                attack(
                        "API1:2023 a token of several tenants",
                        403,
                        () -> read(
                                ISSUER.token(Issuer.claims("x", "admin").claim("tenant", List.of("beta", "alpha"))))),
                attack(
                        "API5:2023 a token of a role that does not exist",
                        403,
                        () -> read(ISSUER.token(Issuer.claims("alpha", "root")))));
    }

    private static List<Attack> roles() {
        return List.of(
                attack("API5:2023 a viewer submits", 403, () -> submit(alphaViewer, "{\"task\": \"x\"}")),
                attack("API5:2023 a viewer cancels", 403, () -> as(alphaViewer, "DELETE", "/api/v1/tasks/" + task)),
                attack("API5:2023 a viewer changes", 403, () -> change(alphaViewer)),
                attack("API5:2023 a viewer makes a key", 403, () -> key(alphaViewer, "{\"name\": \"x\"}")),
                attack(
                        "API5:2023 an operator makes itself an admin",
                        403,
                        () -> key(alphaOperator, "{\"name\": \"x\", \"role\": \"admin\"}")),
                attack(
                        "API5:2023 an operator reads the secret that signs webhooks",
                        403,
                        () -> as(alphaOperator, "GET", "/api/v1/webhooks/secret")),
                attack(
                        "API5:2023 an operator rotates the secret that signs webhooks",
                        403,
                        () -> as(alphaOperator, "POST", "/api/v1/webhooks/secret/rotate")),
                attack(
                        "API5:2023 a viewer has a delivery made again",
                        403,
                        () -> as(alphaViewer, "POST", "/api/v1/tasks/" + task + "/deliveries/msg_1/redeliver")),
                attack("API5:2023 an operator reads the keys", 403, () -> as(alphaOperator, "GET", "/api/v1/keys")),
                attack(
                        "API5:2023 an operator revokes a key",
                        403,
                        () -> as(alphaOperator, "DELETE", "/api/v1/keys/" + alphaAdminId)),
                attack(
                        "API5:2023 a cancellation hidden in a header that overrides the method",
                        405,
                        () -> door.send(bearer(alphaOperator, "/api/v1/tasks/" + task)
                                .header("X-HTTP-Method-Override", "DELETE")
                                .POST(BodyPublishers.noBody()))),
                attack(
                        "API5:2023 a cancellation hidden in a field that overrides the method",
                        405,
                        () -> door.send(bearer(alphaOperator, "/api/v1/tasks/" + task)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("_method=delete")))));
    }

    private static List<Attack> tenants() {
        return List.of(
                asMissing("API1:2023 another tenant's task", "GET", "/api/v1/tasks/%s"),
                asMissing("API1:2023 another tenant's steps", "GET", "/api/v1/tasks/%s/steps"),
                asMissing("API1:2023 another tenant's events", "GET", "/api/v1/tasks/%s/events"),
                asMissing("API1:2023 another tenant's deliveries", "GET", "/api/v1/tasks/%s/deliveries"),
                asMissing(
                        "API1:2023 another tenant's delivery, to have it made again",
                        "POST",
                        "/api/v1/tasks/%s/deliveries/msg_1/redeliver"),
                attack(
                        "API1:2023 the secret that signs another tenant's webhooks",
                        200,
                        () -> as(betaAdmin, "GET", "/api/v1/webhooks/secret?tenant=alpha"),
                        seen -> assertThat(seen.body())
                                .contains("\"tenant\":\"beta\"")
                                .doesNotContain(as(alphaAdmin, "GET", "/api/v1/webhooks/secret")
                                        .text("secret"))),
                asMissing("API1:2023 another tenant's task, to cancel it", "DELETE", "/api/v1/tasks/%s"),
                attack(
                        "API1:2023 another tenant's task, to change it",
                        404,
                        () -> change(betaOperator),
                        seen -> assertThat(seen.body()).contains("There is no task " + task)),
                attack(
                        "API1:2023 the list of another tenant's tasks",
                        200,
                        () -> as(betaOperator, "GET", "/api/v1/tasks?text=alpha"),
                        AttackTableIT::isEmptyList),
                attack(
                        "API1:2023 the list from another tenant's cursor",
                        200,
                        () -> as(betaOperator, "GET", "/api/v1/tasks?text=alpha&cursor=" + cursor()),
                        AttackTableIT::isEmptyList),
                attack(
                        "API1:2023 the list with another tenant as parameter",
                        400,
                        () -> as(betaOperator, "GET", "/api/v1/tasks?tenant=alpha")),
                attack(
                        "API1:2023 another tenant's idempotency key",
                        202,
                        () -> submit(betaOperator, "{\"task\": \"mine\"}", "Idempotency-Key", "shared"),
                        seen -> assertThat(seen.body()).doesNotContain(task)),
                attack(
                        "API1:2023 a key for another tenant",
                        403,
                        () -> key(betaAdmin, "{\"name\": \"x\", \"role\": \"viewer\", \"tenant\": \"alpha\"}")),
                attack("API1:2023 another tenant's keys", 403, () -> as(betaAdmin, "GET", "/api/v1/keys?tenant=alpha")),
                attack(
                        "API1:2023 the keys of one's tenant, without those of others",
                        200,
                        () -> as(betaAdmin, "GET", "/api/v1/keys"),
                        seen -> assertThat(seen.body())
                                .contains("beta")
                                .doesNotContain("alpha", alphaAdminId, "hash", "nk_")),
                attack(
                        "API1:2023 another tenant's key, to revoke it",
                        404,
                        () -> as(betaAdmin, "DELETE", "/api/v1/keys/" + alphaAdminId),
                        seen -> assertThat(seen.body())
                                .isEqualTo(as(betaAdmin, "DELETE", "/api/v1/keys/0000000000000000")
                                        .response()
                                        .body()
                                        .replace("0000000000000000", alphaAdminId))));
    }

    private static List<Attack> media() {
        return List.of(
                attack(
                        "API1:2023 another tenant's episode",
                        404,
                        () -> as(betaOperator, "GET", "/api/v1/capture/episodes/" + episode)),
                attack(
                        "API1:2023 another tenant's episode, to discard it",
                        404,
                        () -> as(betaOperator, "DELETE", "/api/v1/capture/episodes/" + episode + "?discard=true")),
                attack(
                        "API1:2023 another tenant's dataset, to have it copied to oneself",
                        404,
                        () -> upload(betaOperator, "s3://data/beta/stolen")),
                attack(
                        "API1:2023 another tenant's speech",
                        404,
                        () -> as(betaOperator, "GET", "/api/v1/tts/requests/" + speech)),
                attack(
                        "API1:2023 words put into another tenant's mouth",
                        404,
                        () -> sendJson(
                                betaOperator,
                                "POST",
                                "/api/v1/tts/stream/text",
                                "{\"request_id\": \"%s\", \"text\": \"forged\"}".formatted(speech))),
                attack(
                        "API1:2023 another tenant's speech, to silence it",
                        202,
                        () -> as(betaOperator, "DELETE", "/api/v1/tts/stop?session_id=room"),
                        _ -> assertThat(as(alphaViewer, "GET", "/api/v1/tts/requests/" + speech)
                                        .text("status"))
                                .isEqualTo("queued")),
                attack("API1:2023 another tenant's voice", 404, () -> as(betaOperator, "GET", "/api/v1/voices/own")),
                attack(
                        "API1:2023 another tenant's voice, to remove it",
                        404,
                        () -> as(betaOperator, "DELETE", "/api/v1/voices/own")),
                attack(
                        "API1:2023 another tenant's voice, to speak in it",
                        422,
                        () -> sendJson(
                                betaOperator,
                                "POST",
                                "/api/v1/tts/speak",
                                "{\"text\": \"x\", \"session_id\": \"s\", \"voice_id\": \"own\"}")),
                attack(
                        "API5:2023 a viewer speaks",
                        403,
                        () -> sendJson(
                                alphaViewer, "POST", "/api/v1/tts/speak", "{\"text\": \"x\", \"session_id\": \"s\"}")),
                attack(
                        "API5:2023 an operator changes how everything is kept",
                        403,
                        () -> sendJson(alphaOperator, "PUT", "/api/v1/capture/config", "{}")),
                attack(
                        "API5:2023 an admin reads the file of another tenant's voices",
                        403,
                        () -> as(alphaAdmin, "POST", "/api/v1/voices/reload")),
                attack(
                        "API1:2023 another tenant's voice, to put words into its recording",
                        404,
                        () -> record(betaOperator, "own", wav())),
                attack("API5:2023 a viewer uploads a recording", 403, () -> record(alphaViewer, "own", wav())),
                attack(
                        "API5:2023 a viewer brings voices in",
                        403,
                        () -> sendJson(alphaViewer, "POST", "/api/v1/voices/import", "{}")),
                attack(
                        "ASVS 5.2.2 a program called a recording",
                        422,
                        () -> record(alphaOperator, "own", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}),
                        seen -> assertThat(seen.body()).contains("\"recording\"")),
                raw(
                        "API4:2023 a recording that is too long",
                        413,
                        "",
                        "PUT /api/v1/voices/own/recording?ref_text=x HTTP/1.1",
                        "Authorization: Bearer " + alphaOperator,
                        "Content-Type: audio/wav",
                        "Content-Length: " + (21 << 20)),
                attack(
                        "API4:2023 a recording that is packed",
                        415,
                        () -> door.send(bearer(alphaOperator, "/api/v1/voices/own/recording?ref_text=x")
                                .header("Content-Type", "audio/wav")
                                .header("Content-Encoding", "gzip")
                                .PUT(BodyPublishers.ofByteArray(packed(1 << 20))))),
                raw(
                        "API4:2023 a document of voices that is too long",
                        413,
                        "",
                        "POST /api/v1/voices/import HTTP/1.1",
                        "Authorization: Bearer " + alphaOperator,
                        "Content-Type: application/json",
                        "Content-Length: " + (2 << 20)),
                attack(
                        "API4:2023 a document of voices that is nested deeply",
                        400,
                        () -> sendJson(alphaOperator, "POST", "/api/v1/voices/import", "[".repeat(100_000))),
                attack(
                        "ASVS 5.3.2 a document of voices with a file of the machine",
                        422,
                        () -> sendJson(
                                alphaOperator,
                                "POST",
                                "/api/v1/voices/import",
                                "{\"a\": {\"ref_audio\": \"/etc/passwd\", \"ref_text\": \"x\"}, \"b\": {\"ref_audio\": \"../../../beta/recordings/a.wav\", \"ref_text\": \"x\"}}"),
                        seen -> assertThat(seen.body()).contains("\"a.ref_audio\"", "\"b.ref_audio\"")),
                attack(
                        "API3:2023 a voice that says whose it is",
                        400,
                        () -> sendJson(
                                betaOperator,
                                "POST",
                                "/api/v1/voices",
                                "{\"voice_id\": \"x\", \"tenant\": \"alpha\"}")),
                attack(
                        "API4:2023 a recording of a year",
                        422,
                        () -> sendJson(
                                alphaOperator,
                                "POST",
                                "/api/v1/capture/episodes",
                                "{\"task_description\": \"x\", \"neko_session_id\": \"s\", \"capture_options\": {\"timeout_seconds\": 31536000}}")),
                attack(
                        "API4:2023 a speech without an end",
                        422,
                        () -> sendJson(
                                alphaOperator,
                                "POST",
                                "/api/v1/tts/speak",
                                "{\"text\": \"" + "x".repeat(6_000) + "\", \"session_id\": \"s\"}")));
    }

    /** Addresses that a worker would open, or write to, with its own rights. */
    private static List<Attack> places() {
        String own = "file://" + folder.resolve("voices/alpha");
        return List.of(
                reference(
                        "API7:2023 the metadata of the cloud as a recording",
                        "http://169.254.169.254/latest/meta-data/"),
                reference("API7:2023 a service of this machine as a recording", "https://localhost:8081/subjects"),
                reference("API7:2023 another protocol as a recording", "gopher://127.0.0.1:6379/_FLUSHALL"),
                reference("ASVS 5.3.2 a file of the machine as a recording", "file:///etc/passwd"),
                reference("ASVS 5.3.2 a path out of the folder as a recording", own + "/../../../etc/passwd"),
                reference("ASVS 5.3.2 the same with coded dots", own + "/%2e%2e/beta/a.wav"),
                reference("ASVS 5.3.2 the same, coded twice", own + "/%252e%252e/beta/a.wav"),
                reference("ASVS 5.3.2 the same with backslashes", own + "/..\\\\..\\\\beta\\\\a.wav"),
                reference("ASVS 5.3.2 a link out of the folder as a recording", own + "/out/key.pem"),
                reference("API1:2023 another tenant's recording", "file://" + folder.resolve("voices/beta/a.wav")),
                reference("API1:2023 a folder that begins like one's own", own + "x/a.wav"),
                reference(
                        "ASVS 1.3.6 a host in a file's address",
                        "file://evil.example" + folder + "/voices/alpha/a.wav"),
                reference("ASVS 1.3.6 a recording by another's credentials", "s3://user:secret@audio/alpha/a.wav"),
                reference("ASVS 1.3.6 a query behind a bucket", "s3://audio/alpha/a.wav?endpoint=evil.example"),
                reference("API1:2023 a bucket that is not allowed", "s3://payroll/alpha/a.wav"),
                destination("API7:2023 a dataset uploaded to a web server", "https://evil.example/drop"),
                destination("API1:2023 a dataset uploaded over another tenant's", "s3://data/beta/set"),
                destination("ASVS 5.3.2 a dataset uploaded out of the prefix", "s3://data/alpha/../beta/set"),
                destination("ASVS 5.3.2 a dataset written over the machine", "file:///etc/cron.d/set"),
                attack(
                        "API7:2023 shards sent to a stranger by the configuration",
                        422,
                        () -> sendJson(
                                alphaAdmin, "PUT", "/api/v1/capture/config", "{\"remote_uri\": \"s3://evil/alpha\"}"),
                        seen -> assertThat(seen.body()).contains("\"remote_uri\"")));
    }

    private static Attack reference(String name, String address) {
        return attack(
                name,
                422,
                () -> sendJson(
                        alphaOperator,
                        "PUT",
                        "/api/v1/voices/own",
                        "{\"ref_text\": \"x\", \"ref_audio\": \"" + address + "\"}"),
                seen -> assertThat(seen.body()).contains("\"ref_audio\""));
    }

    private static Answer record(String bearer, String voice, byte[] recording) {
        return door.send(bearer(bearer, "/api/v1/voices/" + voice + "/recording?ref_text=x")
                .header("Content-Type", "audio/wav")
                .PUT(BodyPublishers.ofByteArray(recording)));
    }

    private static byte[] wav() {
        return Recordings.wav(16_000, 2);
    }

    private static Attack destination(String name, String address) {
        return attack(
                name,
                422,
                () -> upload(alphaOperator, address),
                seen -> assertThat(seen.body()).contains("\"remote_uri\""));
    }

    private static Answer upload(String bearer, String address) {
        return sendJson(bearer, "POST", "/api/v1/capture/datasets/set/upload", "{\"remote_uri\": \"" + address + "\"}");
    }

    private static Answer sendJson(String bearer, String method, String path, String body) {
        return door.send(bearer(bearer, path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static List<Attack> bodies() {
        return List.of(
                body("API3:2023 a tenant of one's choice", 400, "{\"task\": \"x\", \"tenant\": \"alpha\"}", "tenant"),
                body("API3:2023 an id of one's choice", 400, "{\"task\": \"x\", \"task_id\": \"task_1\"}", "task_id"),
                body(
                        "API3:2023 a status of one's choice",
                        400,
                        "{\"task\": \"x\", \"status\": \"completed\"}",
                        "status"),
                body("API4:2023 JSON of great depth", 400, "{\"options\": ".repeat(5_000), ""),
                body(
                        "API4:2023 a number of great length",
                        400,
                        "{\"max_steps\": 1" + "0".repeat(100) + "}",
                        "too long a number"),
                body("API4:2023 an exponent of great size", 400, "{\"max_steps\": 1e999999999}", ""),
                body("ASVS 1.5.3 a key twice", 400, "{\"task\": \"x\", \"task\": \"y\"}", "uplicate"),
                body("ASVS 2.2.1 a number that is none", 400, "{\"task\": \"x\", \"max_steps\": NaN}", ""),
                body("ASVS 2.2.1 an infinite number", 400, "{\"task\": \"x\", \"max_steps\": Infinity}", ""),
                body("ASVS 2.2.1 half a character", 400, "{\"task\": \"x \\ud800 y\"}", "task"),
                body("ASVS 2.2.1 a zero in a text", 400, "{\"task\": \"x\\u0000y\"}", "task"),
                body("ASVS 16.4.1 the end of a terminal's line", 400, "{\"task\": \"x\\r\\u001b[2Ky\"}", "task"),
                body(
                        "ASVS 16.4.1 line feeds in a name within",
                        400,
                        "{\"task\": \"x\", \"options\": {\"voice_id\": \"x\\r\\n\"}}",
                        "options.voice_id"),
                attack(
                        "ASVS 1.1.1 bytes that are no UTF-8",
                        400,
                        () -> send(
                                alphaOperator,
                                BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}))),
                attack(
                        "ASVS 1.1.1 another encoding than is checked",
                        400,
                        () -> send(alphaOperator, BodyPublishers.ofByteArray("{\"task\": \"x\"}".getBytes(UTF_16)))),
                body("API4:2023 a body of great length", 413, "{\"task\": \"" + "x".repeat(70_000) + "\"}", ""),
                attack(
                        "API4:2023 a body of great length that is not told",
                        413,
                        () -> send(
                                alphaOperator,
                                BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(Collections.nCopies(
                                        200, "x".repeat(1_000).getBytes(UTF_8)))))),
                attack(
                        "API4:2023 a small body that unpacks to a large one",
                        415,
                        () -> door.send(bearer(alphaOperator, "/api/v1/tasks")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed(10_000_000))))),
                attack(
                        "API4:2023 a body that comes a byte at a time",
                        408,
                        () -> new RawHttp(door.port())
                                .send(new byte[1_000], Duration.ofMillis(200), post(alphaOperator, 1_000))),
                attack(
                        "API4:2023 a body that does not come",
                        408,
                        () -> new RawHttp(door.port()).send("{", post(alphaOperator, 1_000))),
                attack(
                        "ASVS 4.1.1 a body of another type",
                        415,
                        () -> door.send(bearer(alphaOperator, "/api/v1/tasks")
                                .header("Content-Type", "application/xml")
                                .POST(BodyPublishers.ofString(
                                        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>")))));
    }

    private static List<Attack> callbacks() {
        Stream<Attack> places = Stream.of(
                        "this machine, https://127.0.0.1/",
                        "this machine by name, https://localhost:8443/",
                        "this machine by a name with a dot, https://localhost./",
                        "this machine as one number, https://2130706433/",
                        "this machine in octal, https://0177.0.0.1/",
                        "this machine in hexadecimal, https://0x7f000001/",
                        "this machine cut short, https://127.1/",
                        "this machine as IPv6, https://[::1]/",
                        "this machine mapped into IPv6, https://[::ffff:127.0.0.1]/",
                        "this machine as the address of none, https://0.0.0.0/",
                        "a private network, https://10.0.0.1/",
                        "a private network of IPv6, https://[fd00::1]/",
                        "a carrier's network, https://100.64.0.1/",
                        "a neighbour on the link, https://[fe80::1]/",
                        "the cloud's metadata, https://169.254.169.254/latest/meta-data/",
                        "the cloud's metadata by IPv6, https://[fd00:ec2::254]/",
                        "the cloud's metadata through NAT64, https://[64:ff9b::a9fe:a9fe]/",
                        "the cloud's metadata through 6to4, https://[2002:a9fe:a9fe::1]/",
                        "everybody at once, https://255.255.255.255/",
                        "a name that nobody knows, https://nowhere.invalid/",
                        "a host behind a user that looks like one, https://client.example@10.0.0.1/",
                        "a password, https://user:secret@8.8.8.8/",
                        "no port, https://8.8.8.8:0/",
                        "a place that is not encrypted, http://8.8.8.8/",
                        "a file, file:///etc/passwd",
                        "a gopher, gopher://8.8.8.8:6379/_FLUSHALL")
                .map(each -> {
                    int end = each.indexOf(", ");
                    String url = each.substring(end + 2);
                    return body(
                            "API7:2023 a callback to " + each.substring(0, end),
                            422,
                            "{\"task\": \"x\", \"callback_url\": \"" + url + "\"}",
                            "callback_url");
                });
        return Stream.concat(
                        places,
                        Stream.of(attack(
                                "API7:2023 a callback inside, once the task is taken",
                                422,
                                () -> door.send(bearer(alphaOperator, "/api/v1/tasks/" + task)
                                        .header("Content-Type", "application/json")
                                        .PUT(BodyPublishers.ofString("{\"callback_url\": \"https://10.0.0.1/\"}"))),
                                seen -> assertThat(seen.body()).contains("callback_url"))))
                .toList();
    }

    private static List<Attack> requests() {
        String viewer = "Authorization: Bearer " + alphaViewer;
        return List.of(
                attack("API9:2023 a path that is not there", 404, () -> as(alphaViewer, "GET", "/api/v0/tasks")),
                attack("API9:2023 the errors' own path", 404, () -> as(alphaViewer, "GET", "/error")),
                attack("API9:2023 the manager's path", 404, () -> as(alphaViewer, "GET", "/actuator/env")),
                attack(
                        "ASVS 13.4.5 a method that is not there",
                        405,
                        () -> as(alphaOperator, "PATCH", "/api/v1/tasks/" + task)),
                raw(
                        "ASVS 13.4.4 TRACE",
                        405,
                        "",
                        "TRACE /api/v1/tasks HTTP/1.1",
                        "Authorization: Bearer " + alphaAdmin),
                raw(
                        "API4:2023 a header of great length",
                        400,
                        "",
                        "GET /api/v1/tasks HTTP/1.1",
                        "X: " + "y".repeat(40_000)),
                raw(
                        "API4:2023 a great number of headers",
                        400,
                        "",
                        Stream.concat(
                                        Stream.of("GET /api/v1/tasks HTTP/1.1", viewer),
                                        IntStream.range(0, 500).mapToObj(i -> "X" + i + ": y"))
                                .toArray(String[]::new)),
                attack(
                        "API4:2023 a great number of parameters",
                        400,
                        () -> as(alphaViewer, "GET", "/api/v1/tasks?" + "text=x&".repeat(200))),
                attack(
                        "ASVS 1.1.1 a parameter that cannot be decoded",
                        400,
                        () -> raw("GET /api/v1/tasks?text=%zz HTTP/1.1", viewer)),
                attack(
                        "API4:2023 a page of great length",
                        400,
                        () -> as(alphaViewer, "GET", "/api/v1/tasks?limit=1000000")),
                attack(
                        "ASVS 15.3.7 a parameter twice",
                        400,
                        () -> as(alphaViewer, "GET", "/api/v1/tasks?status=queued&status=running")),
                raw(
                        "ASVS 5.3.2 a path out of the folder",
                        400,
                        "",
                        "GET /api/v1/tasks/../../../../etc/passwd HTTP/1.1",
                        viewer),
                raw(
                        "ASVS 5.3.2 the same with coded slashes",
                        400,
                        "",
                        "GET /api/v1/tasks/..%2f..%2fetc HTTP/1.1",
                        viewer),
                raw("ASVS 5.3.2 the same, coded twice", 404, "", "GET /api/v1/tasks/%252e%252e%252f HTTP/1.1", viewer),
                raw("ASVS 1.2.1 a zero in a path", 400, "", "GET /api/v1/tasks/x%00y HTTP/1.1", viewer),
                raw(
                        "ASVS 4.2.1 a length that is none",
                        400,
                        "",
                        "POST /api/v1/tasks HTTP/1.1",
                        viewer,
                        "Content-Length: -5"),
                raw(
                        "ASVS 4.2.1 two lengths",
                        400,
                        "",
                        "POST /api/v1/tasks HTTP/1.1",
                        viewer,
                        "Content-Length: 5",
                        "Content-Length: 6"),
                raw("ASVS 4.1.3 a host that is none", 400, "", "GET /api/v1/tasks HTTP/1.1", viewer, "Host: a/b@c"),
                raw(
                        "ASVS 16.4.1 a forged line of the log in a path",
                        404,
                        "",
                        "GET /api/v1/tasks/x%0d%0aERROR%20forged HTTP/1.1",
                        viewer),
                attack(
                        "ASVS 16.4.1 a forged line of the log in a reason",
                        400,
                        () -> as(alphaOperator, "DELETE", "/api/v1/tasks/" + task + "?reason=x%0d%0aERROR%20forged")),
                attack(
                        "ASVS 16.4.1 a forged line of the log in a text to look for",
                        400,
                        () -> as(alphaViewer, "GET", "/api/v1/tasks?text=x%0d%0aERROR%20forged")),
                attack(
                        "ASVS 16.5.1 a fault of the service",
                        500,
                        () -> as(alphaViewer, "GET", "/api/v1/fault"),
                        seen -> {
                            String trace = seen.body().replaceAll(".*\"trace_id\":\"([^\"]+)\".*", "$1");
                            assertThat(trace).hasSize(36);
                            assertThat(logged()).anyMatch(line -> line.contains(trace));
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAndLeavesTheServiceAsItWas(Attack attack) {
        // When
        Seen seen = attack.sent().get();

        // Then
        assertThat(seen.status()).as("%s%n%s", seen.head(), seen.body()).isEqualTo(attack.status());
        assertThat(seen.body())
                .doesNotContain(SECRET_TASK, FaultController.SECRET, "Exception", "io.nekoagents", "omcat");
        if (seen.status() >= 400 && !seen.body().isEmpty()) {
            assertThat(seen.head()).contains("application/problem+json");
        }
        attack.more().accept(seen);
        assertThat(logged()).noneMatch(line -> line.contains("\n") || line.contains("\r"));
        Answer untouched = as(alphaViewer, "GET", "/api/v1/tasks/" + task);
        assertThat(untouched.status()).isEqualTo(200);
        assertThat(untouched.text("status")).isEqualTo("queued");
        assertThat(untouched.text("task")).isEqualTo(SECRET_TASK);
    }

    @Test
    void secretsAreInNoLineOfTheLog() {
        // When
        read(ADMIN);
        read(betaAdmin);
        read("nk_0123456789abcdef_" + "s".repeat(43));

        // Then
        assertThat(logged())
                .noneMatch(line -> line.contains(ADMIN) || line.contains(betaAdmin) || line.contains("s".repeat(43)));
    }

    /** API4:2023: many at once get no more than one after the other would. */
    @Test
    void ofManyRequestsAtOnceExactlyTheBurstIsLetThroughForEachCallerAlone() throws Exception {
        try (FrontDoor narrow = narrow("--neko.api.limit.read-per-second=0.01", "--neko.api.limit.read-burst=7")) {
            // When
            List<Answer> answers = atOnce(40, () -> as(narrow, alphaViewer, "GET", "/api/v1/tasks"));

            // Then
            assertThat(answers).filteredOn(each -> each.status() == 200).hasSize(7);
            assertThat(answers)
                    .filteredOn(each -> each.status() == 429)
                    .hasSize(33)
                    .allSatisfy(each -> {
                        assertThat(each.header("Content-Type")).isEqualTo("application/problem+json");
                        assertThat(Integer.parseInt(each.header("Retry-After"))).isBetween(1, 100);
                        assertThat(each.header("RateLimit")).startsWith("\"read\";r=0;t=");
                        assertThat(each.header("RateLimit-Policy")).isEqualTo("\"read\";q=7;w=700");
                    });
            assertThat(as(narrow, alphaOperator, "GET", "/api/v1/tasks").status())
                    .as("another caller")
                    .isEqualTo(200);
        }
    }

    /** API2:2023, API4:2023: a client cannot be somebody else to each of its guesses. */
    @Test
    void whoGuessesKeysIsNotHeardForAWhileWhateverItSaysOfItsAddress() throws Exception {
        try (FrontDoor narrow = narrow("--neko.api.limit.failed-per-second=0.01", "--neko.api.limit.failed-burst=5")) {
            // When
            List<Answer> guesses = IntStream.range(0, 12)
                    .mapToObj(i -> narrow.send(narrow.request("/api/v1/tasks")
                            .header("Authorization", "Bearer guess" + i)
                            .header("X-Forwarded-For", "198.51.100." + i)
                            .GET()))
                    .toList();

            // Then
            assertThat(guesses.stream().map(Answer::status))
                    .containsExactly(401, 401, 401, 401, 401, 429, 429, 429, 429, 429, 429, 429);
            assertThat(guesses.getLast().header("Retry-After")).isNotEmpty();
            assertThat(as(narrow, alphaViewer, "GET", "/api/v1/tasks").status())
                    .as("a guess that would be right is not looked at either")
                    .isEqualTo(429);
        }
    }

    @Test
    void behindATrustedProxyEachClientIsCountedForItself() throws Exception {
        try (FrontDoor narrow = narrow(
                "--neko.api.limit.failed-per-second=0.01",
                "--neko.api.limit.failed-burst=1",
                "--neko.api.limit.trusted-proxies=127.0.0.0/8")) {
            assertThat(guess(narrow, "198.51.100.1")).isEqualTo(401);
            assertThat(guess(narrow, "198.51.100.1")).isEqualTo(429);
            assertThat(guess(narrow, "198.51.100.2")).isEqualTo(401);
            assertThat(guess(narrow, "10.9.9.9, 198.51.100.2"))
                    .as("what the client itself says does not count")
                    .isEqualTo(429);
        }
    }

    private static int guess(FrontDoor at, String forwarded) {
        return at.send(at.request("/api/v1/tasks")
                        .header("Authorization", "Bearer guess")
                        .header("X-Forwarded-For", forwarded)
                        .GET())
                .status();
    }

    private static FrontDoor narrow(String... settings) throws IOException {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        Files.createTempDirectory(folder, "narrow"),
                        Stream.concat(Stream.of("--neko.api.access.required=true"), Stream.of(settings))
                                .toArray(String[]::new))
                .ready();
    }

    private static <T> List<T> atOnce(int times, Callable<T> request) throws InterruptedException {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            return clients.invokeAll(Collections.nCopies(times, request)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static Attack attack(String name, int status, Supplier<?> sent) {
        return attack(name, status, sent, _ -> {});
    }

    private static Attack attack(String name, int status, Supplier<?> sent, Consumer<Seen> more) {
        return new Attack(name, status, () -> seen(sent.get()), more);
    }

    private static Seen seen(Object answer) {
        return switch (answer) {
            case Answer decent -> Seen.of(decent);
            case RawHttp.Reply raw -> Seen.of(raw);
            default -> throw new IllegalArgumentException("No answer: " + answer);
        };
    }

    private static RawHttp.Reply raw(String... head) {
        return new RawHttp(door.port()).send("", head);
    }

    private static Attack raw(String name, int status, String body, String... head) {
        return attack(name, status, () -> new RawHttp(door.port()).send(body, head));
    }

    private static Attack body(String name, int status, String body, String named) {
        return attack(
                name,
                status,
                () -> submit(alphaOperator, body),
                seen -> assertThat(seen.body()).contains(named));
    }

    private static Attack asMissing(String name, String method, String path) {
        String missing = "task_" + "0".repeat(40);
        return attack(
                name,
                404,
                () -> as(betaOperator, method, path.formatted(task)),
                seen -> assertThat(seen.body().replace(task, missing))
                        .isEqualTo(as(betaOperator, method, path.formatted(missing))
                                .response()
                                .body()));
    }

    private static void isEmptyList(Seen seen) {
        assertThat(seen.body()).contains("\"tasks\":[]").doesNotContain(task);
    }

    private static String cursor() {
        for (int i = 0; i < 2; i++) {
            submit(alphaOperator, "{\"task\": \"x\"}");
        }
        return as(alphaViewer, "GET", "/api/v1/tasks?limit=1").text("next_cursor");
    }

    private static String changedClaims() {
        String[] viewer = ISSUER.token(Issuer.claims("alpha", "viewer")).split("\\.");
        String[] admin = STRANGER.token(Issuer.claims("alpha", "admin")).split("\\.");
        return viewer[0] + "." + admin[1] + "." + viewer[2];
    }

    private static byte[] packed(int length) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (GZIPOutputStream packer = new GZIPOutputStream(bytes)) {
                packer.write(new byte[length]);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] post(String key, int length) {
        return new String[] {
            "POST /api/v1/tasks HTTP/1.1",
            "Authorization: Bearer " + key,
            "Content-Type: application/json",
            "Content-Length: " + length
        };
    }

    private static Answer make(String tenant, String role, @Nullable Instant expires) {
        String end = expires == null ? "null" : "\"" + expires + "\"";
        Answer made = key(
                ADMIN,
                "{\"name\": \"a test\", \"tenant\": \"%s\", \"role\": \"%s\", \"expires_at\": %s}"
                        .formatted(tenant, role, end));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made;
    }

    private static Answer key(String bearer, String body) {
        return door.send(bearer(bearer, "/api/v1/keys")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static Answer read(String bearer) {
        return as(bearer, "GET", "/api/v1/tasks/" + task);
    }

    private static Answer change(String bearer) {
        return door.send(bearer(bearer, "/api/v1/tasks/" + task)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"task\": \"mine\"}")));
    }

    private static Answer submit(String bearer, String body, String... headers) {
        HttpRequest.Builder request = bearer(bearer, "/api/v1/tasks").header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return door.send(request.POST(BodyPublishers.ofString(body)));
    }

    private static Answer send(String bearer, BodyPublisher body) {
        return door.send(bearer(bearer, "/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(body));
    }

    private static Answer as(String bearer, String method, String path) {
        return as(door, bearer, method, path);
    }

    private static Answer as(FrontDoor at, String bearer, String method, String path) {
        return at.send(
                at.request(path).header("Authorization", "Bearer " + bearer).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder bearer(String bearer, String path) {
        return door.request(path).header("Authorization", "Bearer " + bearer);
    }

    /** Each line as an appender writes it that adds the keys and values, without stack traces. */
    private static List<String> logged() {
        return List.copyOf(LOGGED.list).stream()
                .filter(event -> event.getLoggerName().startsWith("io.nekoagents")
                        || event.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(event -> !event.getLoggerName().startsWith("org.apache.kafka"))
                .map(event ->
                        event.getFormattedMessage() + Objects.requireNonNullElse(event.getKeyValuePairs(), List.of()))
                .toList();
    }
}
