package io.nekoagents.streams.inlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.BrokerSettings;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A tenant's own producer, before a broker that asks who it is and goes by the ACLs of docs/direct-producers.md. */
@Timeout(120)
final class InletIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final Topic<SpecificRecord> ACME = Topics.taskCommandsOf("acme");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static ConfigurableApplicationContext service;
    private static KafkaProducer<String, byte[]> ours;
    private static KafkaProducer<String, byte[]> acme;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(guarded(BrokerSettings.onFreePorts(folder.resolve("broker"))));
        service = new SpringApplicationBuilder(LifecycleConfiguration.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("registry", REGISTRY))
                .run(
                        "--neko.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--neko.kafka.properties-file=" + propertiesOf("neko"),
                        "--neko.streams.inlet.tenants=acme,beta",
                        "--neko.streams.state-dir=" + folder.resolve("state"));
        LifecycleStreams lifecycle = service.getBean(LifecycleStreams.class);
        await("the lifecycle's store answers").atMost(Duration.ofSeconds(30)).until(lifecycle::ready);
        try (Admin admin = Admin.create(as("neko").client("acls"))) {
            admin.createAcls(List.of(mayWrite("User:acme", ACME))).all().get();
        }
        ours = new KafkaProducer<>(as("neko").client("ours"), new StringSerializer(), new ByteArraySerializer());
        acme = new KafkaProducer<>(as("acme").client("acme"), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        acme.close();
        ours.close();
        service.close();
        broker.close();
    }

    @Test
    void whatComesThroughATenantsTopicIsThatTenantsThoughItDoesNotSaySo() throws Exception {
        send(acme, ACME, submission("task_of_acme", "default"));

        await("its first fact")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(facts())
                        .filteredOn(TaskSubmitted.class::isInstance)
                        .extracting(
                                fact -> ((TaskSubmitted) fact).getTaskId(), fact -> ((TaskSubmitted) fact).getTenant())
                        .contains(tuple("task_of_acme", "acme")));
    }

    /** API1:2023, ASVS 5.0 V8.2.2: the record says it is another tenant's. */
    @Test
    void aProducerThatSpeaksForAnotherTenantIsNotHeard() throws Exception {
        send(acme, ACME, submission("task_for_beta", "beta"));

        await("its dead letter")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(letters())
                        .filteredOn(letter -> letter.key().equals("task_for_beta"))
                        .singleElement()
                        .satisfies(letter -> assertThat(new String(
                                        letter.headers()
                                                .lastHeader(DeadLetter.MESSAGE)
                                                .value(),
                                        UTF_8))
                                .isEqualTo("tenant must be acme or left out, not beta")));
        assertThat(facts()).as("facts").noneMatch(fact -> fact.toString().contains("task_for_beta"));
    }

    /** API1:2023, ASVS 5.0 V8.2.2: a command that names the task of another tenant. */
    @Test
    void anotherTenantsTaskIsAnsweredAsOneThatDoesNotExist() throws Exception {
        send(ours, Topics.TASK_COMMANDS, submission("task_of_beta", "beta"));
        await("beta's task")
                .atMost(Duration.ofSeconds(20))
                .until(() -> facts().stream()
                        .anyMatch(fact -> fact instanceof TaskSubmitted submitted
                                && submitted.getTaskId().equals("task_of_beta")));

        send(acme, ACME, new CancelTask("task_of_beta", "default", null, NOON));
        send(acme, ACME, new CancelTask("task_of_nobody", "default", null, NOON));

        await("both refusals")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(facts())
                        .filteredOn(TaskRejected.class::isInstance)
                        .extracting(fact -> ((TaskRejected) fact).getReason())
                        .hasSize(2)
                        .containsOnly("is not known"));
    }

    /** API5:2023, ASVS 5.0 V8.3.1: the topic of everybody's commands, and another tenant's. */
    @Test
    void theBrokerLetsAProducerWriteToItsTenantsTopicAlone() {
        for (Topic<SpecificRecord> topic : List.of(Topics.TASK_COMMANDS, Topics.taskCommandsOf("beta"))) {
            assertThatThrownBy(() -> send(acme, topic, submission("task_elsewhere", "acme")))
                    .as(topic.name())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static BrokerSettings guarded(BrokerSettings plain) {
        String users = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"neko\""
                + " password=\"secret-neko\" user_neko=\"secret-neko\" user_acme=\"secret-acme\";";
        return plain.with(
                        "listeners",
                        "SASL_PLAINTEXT://127.0.0.1:" + plain.port() + ",CONTROLLER://127.0.0.1:"
                                + plain.controllerPort())
                .with("listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .with("security.inter.broker.protocol", "SASL_PLAINTEXT")
                .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .with("sasl.enabled.mechanisms", "PLAIN")
                .with("listener.name.sasl_plaintext.plain.sasl.jaas.config", users)
                .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .with("super.users", "User:neko;User:ANONYMOUS");
    }

    private static Path propertiesOf(String user) throws IOException {
        List<String> lines = as(user).properties().entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .toList();
        return Files.write(folder.resolve(user + ".properties"), lines);
    }

    private static KafkaConnection as(String user) {
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                + "\" password=\"secret-" + user + "\";";
        return new KafkaConnection(
                broker.bootstrapServers(),
                URI.create("http://127.0.0.1:1"),
                2,
                (short) -1,
                true,
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", login));
    }

    private static AclBinding mayWrite(String principal, Topic<?> topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    private static SubmitTask submission(String taskId, String tenant) {
        return SubmitTask.newBuilder()
                .setTaskId(taskId)
                .setTenant(tenant)
                .setSpec(TaskSpec.newBuilder().setTask("find it").build())
                .setRequestedAt(NOON)
                .build();
    }

    private static void send(
            KafkaProducer<String, byte[]> producer, Topic<SpecificRecord> topic, SpecificRecord command)
            throws ExecutionException, InterruptedException {
        byte[] bytes = AvroSerde.of(topic, REGISTRY).serializer().serialize(topic.name(), command);
        String key =
                (String) command.get(command.getSchema().getField("task_id").pos());
        producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
    }

    private static List<SpecificRecord> facts() {
        return read(Topics.TASK_EVENTS.name()).stream()
                .map(each -> AvroSerde.of(Topics.TASK_EVENTS, REGISTRY)
                        .deserializer()
                        .deserialize(each.topic(), each.value()))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> letters() {
        return read(ACME.deadLetters());
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> config = new HashMap<>(as("neko").client("test"));
        config.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
