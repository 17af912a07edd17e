package io.nekoagents.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.ingest.FrontDoor.Answer;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The trace of a request: in what it writes, and in what is said of its failure. */
@Timeout(120)
final class TraceIT {

    private static final SchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PLACE = "00-" + TRACE + "-b7ad6b7169203331-01";

    @TempDir
    private static Path folder;

    private static HttpServer receiver;
    private static EmbeddedBroker broker;
    private static FrontDoor traced;
    private static FrontDoor untraced;

    @BeforeAll
    static void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        traced = FrontDoor.open(
                        broker,
                        REGISTRY,
                        folder.resolve("traced"),
                        "--neko.trace.endpoint=http://127.0.0.1:"
                                + receiver.getAddress().getPort())
                .ready();
        untraced = FrontDoor.open(broker, REGISTRY, folder.resolve("untraced")).ready();
    }

    @AfterAll
    static void stop() {
        traced.close();
        untraced.close();
        broker.close();
        receiver.stop(0);
    }

    @Test
    void aCommandContinuesTheTraceOfItsRequest() {
        Answer taken = traced.post("{\"task\": \"x\"}", "traceparent", PLACE);

        assertThat(traceparent(taken.text("task_id")))
                .hasValueSatisfying(place -> assertThat(place)
                        .startsWith("00-" + TRACE + "-")
                        .endsWith("-01")
                        .doesNotContain("b7ad6b7169203331"));
    }

    @Test
    void aRequestWithoutATraceOrWithOneThatIsNoneBeginsOne() {
        Answer without = traced.post("{\"task\": \"x\"}");
        Answer malformed = traced.post("{\"task\": \"x\"}", "traceparent", "00-zz-zz-01");

        assertThat(traceparent(without.text("task_id")))
                .hasValueSatisfying(place -> assertThat(place).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
        assertThat(traceparent(malformed.text("task_id")))
                .hasValueSatisfying(place -> assertThat(place).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
    }

    @Test
    void whatIsNotTracedPassesAClientsTraceOnAndBeginsNone() {
        Answer with = untraced.post("{\"task\": \"x\"}", "traceparent", PLACE);
        Answer without = untraced.post("{\"task\": \"x\"}");

        assertThat(traceparent(with.text("task_id"))).contains(PLACE);
        assertThat(traceparent(without.text("task_id"))).isEmpty();
    }

    @Test
    void aFailureShowsItsTraceAndNothingElseAndTheLogHasTheRestUnderIt() {
        // Given
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger log = (Logger) LoggerFactory.getLogger("io.nekoagents.ingest.problem");
        log.addAppender(logged);

        // When
        Answer failed;
        try {
            failed = traced.send(
                    traced.request("/api/v1/fault").header("traceparent", PLACE).GET());
        } finally {
            log.detachAppender(logged);
        }

        // Then
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("trace_id")).isEqualTo(TRACE);
        assertThat(failed.response().body()).doesNotContain(FaultController.SECRET, "Exception");
        assertThat(logged.list)
                .filteredOn(event -> Objects.requireNonNullElse(event.getKeyValuePairs(), List.of())
                        .toString()
                        .contains(TRACE))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getThrowableProxy().getMessage()).isEqualTo(FaultController.SECRET));
    }

    /** In the header of a task's command. */
    private static Optional<String> traceparent(String taskId) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TASK_COMMANDS.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                    if (taskId.equals(each.key())) {
                        Header header = each.headers().lastHeader("traceparent");
                        return Optional.ofNullable(header).map(found -> new String(found.value(), UTF_8));
                    }
                }
            }
        }
    }
}
