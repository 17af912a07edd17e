package io.nekoagents.ingest;

import static io.nekoagents.ingest.TestLog.NOON;
import static io.nekoagents.ingest.TestLog.stateOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.ingest.Receiver.Receipt;
import io.nekoagents.ingest.Receiver.Reply;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.webhook.WebhookDue;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks, from the record that calls for one to a real receiver, over real HTTP. */
@Timeout(180)
final class WebhookIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String MASTER_KEY = "the-master-key-of-all-webhook-secrets";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestLog log;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() {
        log = new TestLog(broker, REGISTRY);
        opened.add(log);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void aThousandDeliveriesArriveAtAReceiverThatFailsHangsAndIsKilledOnce() {
        // Given
        Random chance = new Random(4);
        Receiver receiver = open(Receiver.open(_ -> switch (chance.nextInt(10)) {
            case 0, 1, 2 -> Reply.of(500);
            case 3 -> Reply.hang();
            default -> Reply.ok();
        }));
        FrontDoor door = door();
        List<String> tasks = tasks(250);
        List<WebhookDue> dues = dues(tasks, 4, receiver.url());

        // When
        log.writeAll(Topics.WEBHOOKS, dues, WebhookDue::getTaskId);
        await("a part is delivered").atMost(LONG).until(() -> receiver.taken().size() > 200);
        receiver.kill();
        await("somebody found the receiver gone")
                .atMost(SOON)
                .until(() -> tasks.stream()
                        .anyMatch(task ->
                                door.get(deliveries(task)).response().body().contains("connection_refused")));
        receiver.comeBack();
        await("everything is delivered")
                .atMost(LONG)
                .until(() -> ids(receiver.taken()).size() == dues.size());

        // Then
        String secret = secret(door);
        assertThat(ids(receiver.taken()))
                .as("what was called for")
                .isEqualTo(new HashSet<>(
                        dues.stream().map(WebhookDue::getDeliveryId).toList()));
        assertThat(receiver.receipts())
                .as("receipts that the independent library takes for forged")
                .allMatch(receipt -> receipt.isGenuine(secret));
        assertThat(receiver.receipts().size()).as("receipts, failures included").isGreaterThan(1_200);
        assertInOrder(receiver.receipts());
        await("the log has the last attempt")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(tasks)
                        .allSatisfy(task -> assertThat(statuses(door, task)).containsOnly("delivered")));
    }

    @Test
    void anotherProcessGoesOnWhereOneIsClosedInTheMiddle() {
        // Given
        AtomicInteger served = new AtomicInteger();
        Receiver receiver = open(Receiver.open(_ -> served.incrementAndGet() % 4 == 0 ? Reply.of(503) : Reply.ok()));
        FrontDoor first = FrontDoor.open(broker, REGISTRY, view(), settings()).ready();
        List<String> tasks = tasks(150);
        List<WebhookDue> dues = dues(tasks, 4, receiver.url());
        log.writeAll(Topics.WEBHOOKS, dues, WebhookDue::getTaskId);
        await("a part is delivered").atMost(LONG).until(() -> receiver.taken().size() > 100);

        // When
        first.close();
        int before = ids(receiver.taken()).size();
        FrontDoor second = door();

        // Then
        assertThat(before).as("delivered before the first process was closed").isLessThan(dues.size());
        await("everything is delivered")
                .atMost(LONG)
                .until(() -> ids(receiver.taken()).size() == dues.size());
        String secret = secret(second);
        assertThat(receiver.receipts()).allMatch(receipt -> receipt.isGenuine(secret));
        assertInOrder(receiver.receipts());
        assertThat(receiver.taken().size() - dues.size())
                .as("deliveries that were made twice: what was under way is waited for when a process is closed")
                .isZero();
    }

    @Test
    void aReceiverThatHangsDelaysNoOther() {
        // Given
        Receiver hanging = open(Receiver.open(_ -> Reply.hang()));
        Receiver prompt = open(Receiver.thatTakesAll());
        FrontDoor door = door("--neko.api.webhook.attempt-timeout=60s");
        log.writeAll(Topics.WEBHOOKS, dues(tasks(300), 1, hanging.url()), WebhookDue::getTaskId);
        await("it hangs").atMost(SOON).until(() -> hanging.receipts().size() == 16);

        // When
        List<WebhookDue> dues = dues(tasks(20), 2, prompt.url());
        log.writeAll(Topics.WEBHOOKS, dues, WebhookDue::getTaskId);

        // Then
        await("the other receiver has everything")
                .atMost(SOON)
                .until(() -> ids(prompt.taken()).size() == dues.size());
        assertThat(hanging.receipts()).as("attempts at a time at one receiver").hasSize(16);
        assertThat(pending(door)).isGreaterThanOrEqualTo(300);
        hanging.kill();
    }

    @Test
    void aDeliveryIsSignedByBothSecretsAfterARotation() {
        // Given
        Receiver receiver = open(Receiver.thatTakesAll());
        FrontDoor door = door();
        String former = secret(door);

        // When
        Answer rotated = post(door, "/api/v1/webhooks/secret/rotate");
        deliver(receiver);

        // Then
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.header("Cache-Control")).contains("no-store");
        assertThat(rotated.text("former_until")).isNotEmpty();
        String current = rotated.text("secret");
        assertThat(current).startsWith("whsec_").isNotEqualTo(former).isEqualTo(secret(door));
        Receipt receipt = receiver.taken().getFirst();
        assertThat(receipt.headers().firstValue("webhook-signature").orElse("").split(" "))
                .hasSize(2);
        assertThat(receipt.isGenuine(current)).isTrue();
        assertThat(receipt.isGenuine(former)).isTrue();
        assertThat(post(door, "/api/v1/webhooks/secret/rotate").status())
                .as("while the former one is promised to sign")
                .isEqualTo(409);
        assertThat(secret(door)).isEqualTo(current);
        assertThat(post(door, "/api/v1/webhooks/secret/rotate?force=perhaps").status())
                .isEqualTo(400);
        Answer forced = post(door, "/api/v1/webhooks/secret/rotate?force=true");
        assertThat(forced.status()).as(forced.response().body()).isEqualTo(200);
        assertThat(forced.text("secret")).isNotEqualTo(current);
        assertThat(receipt.isGenuine("whsec_" + "A".repeat(43) + "=")).isFalse();
    }

    @Test
    void tellsWhatHappenedInTheFormOfStandardWebhooks() {
        Receiver receiver = open(Receiver.thatTakesAll());
        door();
        String task = tasks(1).getFirst();
        Instant happened = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        log.write(
                Topics.WEBHOOKS,
                task,
                due(task, 7, receiver.url())
                        .setOccurredAt(happened)
                        .setType("task.completed")
                        .setStatus(TaskStatus.COMPLETED)
                        .setAnswer("42")
                        .build());
        await("it is told").atMost(SOON).until(() -> !receiver.taken().isEmpty());

        Receipt receipt = receiver.taken().getFirst();
        JsonNode body = JsonMapper.shared().readTree(receipt.body());
        assertThat(receipt.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(body.get("type").asString()).isEqualTo("task.completed");
        assertThat(Instant.parse(body.get("timestamp").asString())).isEqualTo(happened);
        assertThat(body.get("data").get("task_id").asString()).isEqualTo(task);
        assertThat(body.get("data").get("status").asString()).isEqualTo("completed");
        assertThat(body.get("data").get("answer").asString()).isEqualTo("42");
    }

    @Test
    void aReceiverThatIsGoneIsToldNoMoreUntilItIsAskedForAndTakesIt() {
        // Given
        AtomicInteger status = new AtomicInteger(410);
        Receiver receiver = open(Receiver.open(_ -> Reply.of(status.get())));
        FrontDoor door = door();
        String task = tasks(1).getFirst();
        log.writeAll(Topics.WEBHOOKS, dues(List.of(task), 3, receiver.url()), WebhookDue::getTaskId);
        await("it is disabled")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("disabled", "disabled", "disabled")));
        assertThat(receiver.receipts()).hasSize(1);

        // When
        status.set(200);
        Answer again = post(door, deliveries(task) + "/" + id(task, 1) + "/redeliver");

        // Then
        assertThat(again.status()).as(again.response().body()).isEqualTo(202);
        await("the rest follows")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("delivered", "delivered", "delivered")));
        assertInOrder(receiver.receipts());
    }

    @Test
    void aDeliveryThatIsNeverTakenIsGivenUpAndIsADeadLetterAndCanBeAskedForAgain() {
        // Given
        AtomicInteger status = new AtomicInteger(500);
        Receiver receiver = open(Receiver.open(_ -> Reply.of(status.get())));
        FrontDoor door = door("--neko.api.webhook.give-up-after=1s");
        String task = tasks(1).getFirst();
        log.writeAll(Topics.WEBHOOKS, dues(List.of(task), 2, receiver.url()), WebhookDue::getTaskId);

        // When
        await("both are given up")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("given_up", "given_up")));

        // Then
        List<ConsumerRecord<String, String>> letters = deadLetters(task);
        assertThat(letters).hasSize(2);
        assertThat(header(letters.getFirst(), "dlq-message")).startsWith("The receiver answered 500, at attempt ");
        assertThat(header(letters.getFirst(), "dlq-topic")).isEqualTo("agent.webhooks.v1");
        assertInOrder(receiver.receipts());

        // And
        status.set(200);
        assertThat(post(door, deliveries(task) + "/" + id(task, 2) + "/redeliver")
                        .status())
                .isEqualTo(202);
        await("it is delivered")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("given_up", "delivered")));
    }

    @Test
    void whatIsLongPastIsGivenUpUntoldUntilItIsAskedFor() {
        // Given
        Receiver receiver = open(Receiver.thatTakesAll());
        FrontDoor door = door();
        String task = tasks(1).getFirst();

        // When
        log.write(
                Topics.WEBHOOKS,
                task,
                due(task, 1, receiver.url()).setOccurredAt(NOON).build());
        log.write(Topics.WEBHOOKS, task, due(task, 2, receiver.url()).build());

        // Then
        await("the new one is delivered")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("given_up", "delivered")));
        assertThat(door.get(deliveries(task)).response().body()).contains("\"failure\":\"stale\"");
        assertThat(ids(receiver.receipts())).containsExactly(id(task, 2));
        assertThat(deadLetters(task)).hasSize(1);

        // And
        assertThat(post(door, deliveries(task) + "/" + id(task, 1) + "/redeliver")
                        .status())
                .isEqualTo(202);
        await("it is delivered")
                .atMost(SOON)
                .until(() -> statuses(door, task).equals(List.of("delivered", "delivered")));
    }

    @Test
    void whatCannotBecomeADeadLetterIsGivenUpLaterAndNotPostedMeanwhile() throws Exception {
        // Given
        Receiver receiver = open(Receiver.thatTakesAll());
        FrontDoor door = door();
        String task = tasks(1).getFirst();
        deadLetters(AlterConfigOp.OpType.SET);

        // When
        try {
            log.write(
                    Topics.WEBHOOKS,
                    task,
                    due(task, 1, receiver.url()).setOccurredAt(NOON).build());
            await("it is tried again later")
                    .atMost(SOON)
                    .until(() -> door.get(deliveries(task)).response().body().contains("\"outcome\":\"retry\""));
            assertThat(statuses(door, task)).containsExactly("pending");
        } finally {
            deadLetters(AlterConfigOp.OpType.DELETE);
        }

        // Then
        await("it is given up").atMost(SOON).until(() -> statuses(door, task).equals(List.of("given_up")));
        assertThat(receiver.receipts()).isEmpty();
        assertThat(deadLetters(task)).hasSize(1);
    }

    /** Sets a limit under which no record is taken for a dead letter, or takes it away. */
    private static void deadLetters(AlterConfigOp.OpType limit) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.WEBHOOKS.deadLetters());
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"), limit);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void redeliveryIsRefusedWhereThereIsNothingToDeliverOrItIsUnderWay() {
        Receiver receiver = open(Receiver.open(_ -> Reply.hang()));
        FrontDoor door = door("--neko.api.webhook.attempt-timeout=60s");
        String task = tasks(1).getFirst();
        log.writeAll(Topics.WEBHOOKS, dues(List.of(task), 1, receiver.url()), WebhookDue::getTaskId);
        await("it is under way").atMost(SOON).until(() -> !receiver.receipts().isEmpty());

        assertThat(post(door, deliveries(task) + "/" + id(task, 1) + "/redeliver")
                        .status())
                .isEqualTo(409);
        assertThat(post(door, deliveries(task) + "/msg_none/redeliver").status())
                .isEqualTo(404);
        assertThat(post(door, "/api/v1/tasks/task_none/deliveries/msg_none/redeliver")
                        .status())
                .isEqualTo(404);
        assertThat(door.get("/api/v1/tasks/task_none/deliveries").status()).isEqualTo(404);
        receiver.kill();
    }

    @Test
    void aRedirectIsNotFollowed() {
        Receiver inside = open(Receiver.thatTakesAll());
        Receiver receiver = open(Receiver.open(_ -> new Reply(307, "Location", inside.url())));
        FrontDoor door = door("--neko.api.webhook.give-up-after=1s");
        String task = tasks(1).getFirst();

        log.writeAll(Topics.WEBHOOKS, dues(List.of(task), 1, receiver.url()), WebhookDue::getTaskId);
        await("it is given up").atMost(SOON).until(() -> statuses(door, task).equals(List.of("given_up")));

        assertThat(inside.receipts()).isEmpty();
        assertThat(door.get(deliveries(task)).response().body()).contains("\"status_code\":307");
    }

    @Test
    void anAddressInsideThatADirectProducerNamesIsNeverConnectedTo() {
        Receiver inside = open(Receiver.thatTakesAll());
        FrontDoor door = door("--neko.api.webhook.allowed-networks=");
        Map<String, String> urls = new HashMap<>();
        for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0")) {
            urls.put(tasks(1).getFirst(), "http://" + host + ":" + inside.port() + "/");
        }

        urls.forEach((task, url) ->
                log.write(Topics.WEBHOOKS, task, due(task, 1, url).build()));

        await("all are given up")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(urls)
                        .allSatisfy((task, _) -> assertThat(
                                        door.get(deliveries(task)).response().body())
                                .contains("given_up", "address_refused")));
        assertThat(inside.receipts()).isEmpty();
    }

    @Test
    void aCallbackIsRefusedWhereWebhooksAreOff() {
        FrontDoor door = open(FrontDoor.open(broker, REGISTRY, view()).ready());

        Answer refused = door.post("{\"task\": \"x\", \"callback_url\": \"https://client.example/\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo("callback_url");
        assertThat(refused.response().body()).contains("webhooks are off");
        assertThat(door.get("/api/v1/webhooks/secret").status()).isEqualTo(409);
    }

    @Test
    void aCallbackThatIsReachableIsTakenAndOneThatIsNotIsRefusedByName() {
        FrontDoor door = door("--neko.api.webhook.allowed-networks=127.0.0.1");
        String task = door.post("{\"task\": \"x\", \"callback_url\": \"http://127.0.0.1:9/hook\"}")
                .text("task_id");

        assertThat(task).startsWith("task_");
        for (String url : List.of("http://127.0.0.2/", "http://10.0.0.1/", "http://nowhere.invalid/")) {
            Answer refused = door.put("/api/v1/tasks/" + task, "{\"callback_url\": \"" + url + "\"}");
            assertThat(refused.status()).as(url).isEqualTo(422);
            assertThat(refused.json().get("errors").get(0).get("field").asString())
                    .isEqualTo("callback_url");
        }
    }

    private void deliver(Receiver receiver) {
        log.writeAll(Topics.WEBHOOKS, dues(tasks(1), 1, receiver.url()), WebhookDue::getTaskId);
        await("it is delivered").atMost(SOON).until(() -> !receiver.taken().isEmpty());
    }

    private FrontDoor door(String... more) {
        return open(FrontDoor.open(broker, REGISTRY, view(), settings(more)).ready());
    }

    private static String[] settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        for (String usual : List.of(
                "--neko.api.webhook.master-key=" + MASTER_KEY,
                "--neko.api.webhook.http=true",
                "--neko.api.webhook.allowed-networks=127.0.0.0/8",
                "--neko.api.webhook.attempt-timeout=500ms",
                "--neko.api.webhook.backoff=20ms",
                "--neko.api.webhook.max-backoff=200ms",
                "--neko.api.webhook.give-up-after=10m")) {
            String name = usual.substring(0, usual.indexOf('='));
            if (settings.stream().noneMatch(each -> each.startsWith(name + "="))) {
                settings.add(usual);
            }
        }
        return settings.toArray(String[]::new);
    }

    private static Path view() {
        return folder.resolve("view-" + UUID.randomUUID());
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }

    private List<String> tasks(int count) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(_ -> "task_" + UUID.randomUUID())
                .toList();
        log.writeAll(
                Topics.TASK_STATE,
                ids.stream()
                        .map(id -> stateOf(id, TaskStatus.RUNNING, 1).build())
                        .toList(),
                TaskState::getTaskId);
        return ids;
    }

    private static List<WebhookDue> dues(List<String> tasks, int each, String url) {
        List<WebhookDue> dues = new ArrayList<>();
        for (int version = 1; version <= each; version++) {
            for (String task : tasks) {
                dues.add(due(task, version, url).build());
            }
        }
        return dues;
    }

    private static WebhookDue.Builder due(String task, long version, String url) {
        return WebhookDue.newBuilder()
                .setDeliveryId(id(task, version))
                .setTaskId(task)
                .setVersion(version)
                .setType("task.started")
                .setUrl(url)
                .setOccurredAt(Instant.now())
                .setStatus(TaskStatus.RUNNING);
    }

    private static String id(String task, long version) {
        return "msg_" + task + "_" + version;
    }

    private static Set<String> ids(List<Receipt> receipts) {
        Set<String> ids = new HashSet<>();
        receipts.forEach(receipt -> ids.add(receipt.id()));
        return ids;
    }

    /** By the first receipt of each delivery. */
    private static void assertInOrder(List<Receipt> receipts) {
        Map<String, List<Long>> versions = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Receipt receipt : receipts) {
            String id = receipt.id();
            if (seen.add(id)) {
                int end = id.lastIndexOf('_');
                versions.computeIfAbsent(id.substring(0, end), _ -> new ArrayList<>())
                        .add(Long.parseLong(id.substring(end + 1)));
            }
        }
        assertThat(versions)
                .allSatisfy((task, order) -> assertThat(order)
                        .as("first receipts of %s, by version", task)
                        .isSorted());
    }

    private static String deliveries(String task) {
        return "/api/v1/tasks/" + task + "/deliveries";
    }

    private static List<String> statuses(FrontDoor door, String task) {
        List<String> statuses = new ArrayList<>();
        door.get(deliveries(task))
                .json()
                .path("deliveries")
                .forEach(each -> statuses.add(each.get("status").asString()));
        return statuses;
    }

    private static String secret(FrontDoor door) {
        return door.get("/api/v1/webhooks/secret").text("secret");
    }

    private static double pending(FrontDoor door) {
        return door.get("/api/v1/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("neko_webhook_pending "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static Answer post(FrontDoor door, String path) {
        return door.send(door.request(path).POST(BodyPublishers.noBody()));
    }

    private static List<ConsumerRecord<String, String>> deadLetters(String task) {
        Predicate<ConsumerRecord<String, String>> wanted = each -> task.equals(each.key());
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(Topics.WEBHOOKS.deadLetters(), 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all).values().iterator().next();
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (consumer.position(all.getFirst()) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found.stream().filter(wanted).toList();
        }
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
