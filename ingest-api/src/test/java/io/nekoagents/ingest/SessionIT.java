package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sessions over HTTP; whoever keeps them is played by the test, or is away. */
@Timeout(120)
final class SessionIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String ADMIN = "the-admin-key-of-the-settings-0123456789";
    private static final String SESSIONS = "/api/v1/sessions";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static FrontDoor one;
    private static FrontDoor two;
    private static TestLog log;
    private static String acme;
    private static String other;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        one = open("one");
        two = open("two");
        log = new TestLog(broker, REGISTRY);
        acme = key("acme");
        other = key("other");
    }

    private static FrontDoor open(String name) {
        return FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve(name),
                        "--neko.api.access.required=true",
                        "--neko.api.access.admin-key=" + ADMIN)
                .ready();
    }

    private static String key(String tenant) {
        return call(one, ADMIN, "POST", "/api/v1/keys", """
                {"name": "test", "role": "operator", "tenant": "%s"}""".formatted(tenant)).text("key");
    }

    @AfterAll
    static void stop() {
        log.close();
        one.close();
        two.close();
        broker.close();
    }

    @Test
    void isThereAtOnceForEveryProcessThoughNobodyKeepsSessions() {
        FrontDoor.Answer answer = call(one, acme, "POST", SESSIONS, """
                {"name": "shop", "start_url": "https://example.org/", "screen_resolution": "1280x720",
                 "idle_timeout": 600, "credentials": "staff", "room": "studio"}""");

        assertThat(answer.status()).isEqualTo(202);
        String path = answer.header("Location");
        assertThat(path).isEqualTo(SESSIONS + "/" + answer.text("session_id"));
        FrontDoor.Answer elsewhere = call(two, acme, "GET", path);
        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(elsewhere.json()).isEqualTo(answer.json());
        assertThat(elsewhere.text("status")).isEqualTo("requested");
        assertThat(elsewhere.text("waits_for")).isEqualTo("room");
        assertThat(elsewhere.text("start_url")).isEqualTo("https://example.org/");
        assertThat(elsewhere.json().path("idle_timeout").asInt()).isEqualTo(600);
        assertThat(elsewhere.text("wanted_room")).isEqualTo("studio");
        assertThat(elsewhere.json().path("room").isNull()).isTrue();
    }

    @Test
    void showsItsRoomItsTaskAndItsHealth() {
        String id = opened(acme);
        log.write(
                Topics.SESSION_STATE,
                id,
                state(id, SessionStatus.OPEN)
                        .setTaskId("task_1")
                        .setHealth(RoomHealth.LOST)
                        .setHealthSince(TestLog.NOON)
                        .setHealthReason("no answer")
                        .build());

        FrontDoor.Answer shown = awaitStatus(id, "open");

        assertThat(shown.text("task_id")).isEqualTo("task_1");
        assertThat(shown.text("waits_for")).isEqualTo("room");
        assertThat(shown.json().path("room").path("name").asString()).isEqualTo("room-1");
        assertThat(shown.json().path("health").path("status").asString()).isEqualTo("lost");
        assertThat(shown.json().path("health").path("reason").asString()).isEqualTo("no answer");
    }

    @Test
    void anotherTenantsSessionIsAnsweredAsOneThatIsNotThere() {
        String id = opened(acme);

        FrontDoor.Answer theirs = call(one, other, "GET", SESSIONS + "/" + id);
        FrontDoor.Answer none = call(one, other, "GET", SESSIONS + "/sess_none");

        assertThat(theirs.status()).isEqualTo(none.status()).isEqualTo(404);
        assertThat(theirs.response().body().replace(id, "sess_none"))
                .isEqualTo(none.response().body());
        assertThat(call(one, other, "DELETE", SESSIONS + "/" + id).status()).isEqualTo(404);
        assertThat(call(one, other, "GET", SESSIONS + "?limit=200").response().body())
                .doesNotContain(id);
    }

    /** API1:2023, ASVS 5.0 V8.2.2. */
    @Test
    void nobodySpeaksInOrRecordsTheSessionOfAnotherTenant() {
        String id = opened(acme);
        String speech = "{\"text\": \"Hello\", \"session_id\": \"%s\"}";
        String recording = "{\"task_description\": \"x\", \"neko_session_id\": \"%s\"}";

        assertThat(send(acme, "/api/v1/tts/speak", speech.formatted(id)).status())
                .isEqualTo(202);
        assertThat(send(acme, "/api/v1/capture/episodes", recording.formatted(id))
                        .status())
                .isEqualTo(202);
        for (String[] each : new String[][] {
            {"/api/v1/tts/speak", speech},
            {"/api/v1/tts/stream/start", speech.replace("\"text\": \"Hello\", ", "")},
            {"/api/v1/capture/episodes", recording}
        }) {
            FrontDoor.Answer theirs = send(other, each[0], each[1].formatted(id));
            FrontDoor.Answer none = send(other, each[0], each[1].formatted("sess_none"));
            assertThat(theirs.status()).as(each[0]).isEqualTo(422);
            assertThat(theirs.response().body())
                    .as(each[0])
                    .contains("session_id")
                    .isEqualTo(none.response().body());
        }
    }

    private static FrontDoor.Answer send(String key, String path, String body) {
        return one.send(one.request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void closingIsTakenThoughNobodyAnswersAndDoneOnceThatIsKnown() {
        String silent = opened(acme);
        FrontDoor.Answer taken = call(one, acme, "DELETE", SESSIONS + "/" + silent);
        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.text("status")).isEqualTo("requested");

        String answered = opened(acme);
        log.write(
                Topics.SESSION_STATE,
                answered,
                state(answered, SessionStatus.OPEN).build());
        awaitStatus(answered, "open");
        CompletableFuture<FrontDoor.Answer> closing =
                CompletableFuture.supplyAsync(() -> call(one, acme, "DELETE", SESSIONS + "/" + answered));
        log.write(
                Topics.SESSION_STATE,
                answered,
                state(answered, SessionStatus.CLOSED)
                        .setEnding(SessionEnding.ASKED)
                        .setClosedAt(TestLog.NOON)
                        .build());

        assertThat(closing.join().status()).isEqualTo(200);
        assertThat(closing.join().text("ending")).isEqualTo("asked");
        assertThat(call(one, acme, "DELETE", SESSIONS + "/" + answered).status())
                .isEqualTo(200);
    }

    @Test
    void saysWhatWentWrong() {
        String id = opened(acme);
        log.write(
                Topics.SESSION_STATE,
                id,
                state(id, SessionStatus.CLOSED)
                        .setEnding(SessionEnding.FAILED)
                        .setFailure(new Failure("unknown_credentials", "no staff", false))
                        .build());

        FrontDoor.Answer shown = awaitStatus(id, "closed");
        assertThat(shown.json().path("failure").path("code").asString()).isEqualTo("unknown_credentials");
    }

    @Test
    void oneKeyIsOneSessionInEveryProcess() {
        String body = "{\"name\": \"keyed\"}";
        List<FrontDoor.Answer> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i -> call(i % 2 == 0 ? one : two, acme, "POST", SESSIONS, body, "Idempotency-Key", "k1"))
                .toList();

        assertThat(answers)
                .extracting(each -> each.text("session_id"))
                .containsOnly(answers.getFirst().text("session_id"));
        assertThat(answers).extracting(FrontDoor.Answer::status).containsOnly(200, 202);
        assertThat(call(two, acme, "POST", SESSIONS, "{\"name\": \"else\"}", "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(409);
        assertThat(call(two, other, "POST", SESSIONS, "{\"name\": \"else\"}", "Idempotency-Key", "k1")
                        .status())
                .as("another tenant's keys are its own")
                .isEqualTo(202);
    }

    @Test
    void listsATenantsSessionsNewestFirstPageByPage() {
        String lister = key("lister");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(opened(lister));
        }
        call(one, lister, "GET", SESSIONS + "/" + made.getFirst());

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            FrontDoor.Answer page = call(one, lister, "GET", SESSIONS + "?limit=2" + cursor);
            page.json()
                    .path("sessions")
                    .forEach(each -> listed.add(each.path("session_id").asString()));
            JsonNode next = page.json().path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        assertThat(listed).containsExactlyInAnyOrderElementsOf(made).doesNotHaveDuplicates();
        assertThat(call(one, lister, "GET", SESSIONS + "?status=open")
                        .json()
                        .path("sessions")
                        .size())
                .isZero();
        assertThat(call(one, lister, "GET", SESSIONS + "?status=requested")
                        .json()
                        .path("sessions")
                        .size())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"start_url": "file:///etc/passwd"}          | 422 | start_url
            {"screen_resolution": "9x9"}                 | 422 | screen_resolution
            {"idle_timeout": 1}                          | 422 | idle_timeout
            {"credentials": "user:password"}             | 422 | credentials
            {"room": "a room"}                           | 422 | room
            {"name": ""}                                 | 422 | name
            {"password": "secret"}                       | 400 | password
            {"idle_timeout": "10"}                       | 400 | idle_timeout
            """)
    void namesTheFieldThatIsWrong(String body, int status, String field) {
        FrontDoor.Answer answer = call(one, acme, "POST", SESSIONS, body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.response().body()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "status=sleeping", "cursor=!", "colour=red", "limit=1&limit=2"})
    void namesTheParameterThatIsWrong(String query) {
        FrontDoor.Answer answer = call(one, acme, "GET", SESSIONS + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().body()).contains(query.substring(0, query.indexOf('=')));
    }

    private static String opened(String key) {
        FrontDoor.Answer answer = call(one, key, "POST", SESSIONS, "{}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.text("session_id");
    }

    private static FrontDoor.Answer awaitStatus(String id, String status) {
        return Awaitility.await(id + " is " + status)
                .until(
                        () -> call(one, acme, "GET", SESSIONS + "/" + id),
                        answer -> answer.text("status").equals(status));
    }

    private static SessionState.Builder state(String id, SessionStatus status) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setTenant("acme")
                .setVersion(2)
                .setStatus(status)
                .setSpec(SessionSpec.newBuilder().build())
                .setRoom(new SessionRoom("room-1", "http://room-1/", "w1"))
                .setRequestedAt(TestLog.NOON)
                .setUpdatedAt(TestLog.NOON);
    }

    private static FrontDoor.Answer call(FrontDoor door, String key, String method, String path) {
        return door.send(
                door.request(path).header("Authorization", "Bearer " + key).method(method, BodyPublishers.noBody()));
    }

    private static FrontDoor.Answer call(
            FrontDoor door, String key, String method, String path, String body, String... headers) {
        var request = door.request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return door.send(request);
    }
}
