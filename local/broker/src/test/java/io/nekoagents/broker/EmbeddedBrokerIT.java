package io.nekoagents.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class EmbeddedBrokerIT {

    @TempDir
    private Path folder;

    @Test
    void keepsItsRecordsOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            produce(broker.bootstrapServers(), "first");

            broker.restart();
            append(broker.bootstrapServers(), "second");

            assertThat(read(broker.bootstrapServers())).containsExactly("first", "second");
        }
    }

    @Test
    void servesAShareGroup() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            produce(broker.bootstrapServers(), "work");
            fromTheBeginning(broker.bootstrapServers());

            try (var consumer = new KafkaShareConsumer<>(
                    Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "group.id", "workers"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.subscribe(Set.of("numbers"));
                assertThat(consumer.poll(Duration.ofSeconds(30)).count())
                        .as("records given to the share group; none hints at its state topic's replication")
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void runsAsAProcessUntilItsParentIsGone() throws Exception {
        BrokerSettings settings = BrokerSettings.onFreePorts(folder);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerApplication.class.getName(),
                        settings.folder().toString(),
                        Integer.toString(settings.port()),
                        Integer.toString(settings.controllerPort()),
                        "num.partitions=3")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitReady(process);
            produce(settings.bootstrapServers(), "first");

            process.getOutputStream().close();

            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the process ends with its standard input")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(Process process) throws IOException {
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines().anyMatch("ready"::equals))
                    .as("the process says that it is ready before its output ends")
                    .isTrue();
        }
    }

    private static void produce(String servers, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("numbers", 1, (short) 1)))
                    .all()
                    .get();
        }
        append(servers, value);
    }

    private static void append(String servers, String value) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("numbers", value)).get();
        }
    }

    private static List<String> read(String servers) {
        TopicPartition partition = new TopicPartition("numbers", 0);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            while (values.size() < 2) {
                consumer.poll(Duration.ofSeconds(5)).forEach(entry -> values.add(entry.value()));
            }
            return values;
        }
    }

    private static void fromTheBeginning(String servers) throws ExecutionException, InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "workers");
        AlterConfigOp earliest =
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(earliest)))
                    .all()
                    .get();
        }
    }
}
