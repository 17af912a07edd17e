package io.nekoagents.schema.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a real broker, and a transaction that somebody has left open. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LogTailIT {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = Topics.SESSION_STATE.name();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<SessionState> serde = AvroSerde.of(Topics.SESSION_STATE, registry);
    private EmbeddedBroker broker;
    private KafkaConnection connection;

    @BeforeAll
    void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        connection = new KafkaConnection(
                broker.bootstrapServers(), URI.create("http://127.0.0.1:1/"), 1, (short) 1, true, Map.of());
        connection.provision(registry, List.of(Topics.SESSION_STATE));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest(name = "committed {0}")
    @ValueSource(booleans = {true, false})
    void isCaughtUpOnlyWithWhatStandsBehindAnOpenTransaction(boolean committed) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (KafkaProducer<byte[], byte[]> plain = producer(Map.of());
                KafkaProducer<byte[], byte[]> transactional =
                        producer(Map.of("transactional.id", "open-" + committed));
                LogTail<SessionState> tail = tail((id, _) -> told.add(id))) {
            // Given
            tail.start().get(SOON.toSeconds(), TimeUnit.SECONDS);
            told.clear();
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(state("undecided")).get();
            plain.send(state("acknowledged")).get();

            // When
            CompletableFuture<List<String>> caughtUp = tail.caughtUp().thenApply(_ -> List.copyOf(told));

            // Then
            assertThatThrownBy(() -> caughtUp.get(2, TimeUnit.SECONDS))
                    .as("it was said that all was read while an acknowledged record was not: %s", told)
                    .isInstanceOf(TimeoutException.class);
            if (committed) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
            assertThat(caughtUp.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(committed ? List.of("undecided", "acknowledged") : List.of("acknowledged"));
        }
    }

    @Test
    void startsWhereItIsToldTo() throws Exception {
        List<String> sinceNoon = new CopyOnWriteArrayList<>();
        List<String> news = new CopyOnWriteArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of());
                LogTail<SessionState> since = tail((id, _) -> sinceNoon.add(id));
                LogTail<SessionState> end = tail((id, _) -> news.add(id))) {
            // Given
            Instant noon = Instant.now().plusSeconds(1_000);
            producer.send(state("morning", noon.minusSeconds(1))).get();
            producer.send(state("noon", noon)).get();

            // When
            since.start(TailBeginning.since(noon)).get(SOON.toSeconds(), TimeUnit.SECONDS);
            end.start(TailBeginning.END).get(SOON.toSeconds(), TimeUnit.SECONDS);
            producer.send(state("evening", noon.plusSeconds(1))).get();
            since.caughtUp().get(SOON.toSeconds(), TimeUnit.SECONDS);
            end.caughtUp().get(SOON.toSeconds(), TimeUnit.SECONDS);

            // Then
            assertThat(sinceNoon).containsExactly("noon", "evening");
            assertThat(news).containsExactly("evening");
        }
    }

    @Test
    void passesOverWhatCannotBeReadAndTellsOfWhatWasDeleted() throws InterruptedException, ExecutionException {
        List<String> told = new CopyOnWriteArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of());
                LogTail<SessionState> tail =
                        tail((id, state) -> told.add(id + (state == null ? " deleted" : " written")))) {
            tail.start().join();
            told.clear();
            producer.send(state("kept")).get();
            producer.send(new ProducerRecord<>(TOPIC, "broken".getBytes(UTF_8), new byte[] {1, 2, 3}))
                    .get();
            producer.send(new ProducerRecord<>(TOPIC, "kept".getBytes(UTF_8), null))
                    .get();
            tail.caughtUp().join();
        }
        assertThat(told).containsExactly("kept written", "kept deleted");
    }

    private LogTail<SessionState> tail(BiConsumer<String, @Nullable SessionState> listener) {
        return new LogTail<>(connection, registry, Topics.SESSION_STATE, "test-tail", listener);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(connection.client("test-producer"));
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> state(String id) {
        return state(id, Instant.now());
    }

    private ProducerRecord<byte[], byte[]> state(String id, Instant written) {
        SessionState state = SessionState.newBuilder()
                .setSessionId(id)
                .setVersion(1)
                .setStatus(SessionStatus.OPEN)
                .setSpec(SessionSpec.newBuilder().build())
                .setRequestedAt(NOW)
                .setUpdatedAt(NOW)
                .build();
        return new ProducerRecord<>(
                TOPIC,
                null,
                written.toEpochMilli(),
                id.getBytes(UTF_8),
                serde.serializer().serialize(TOPIC, state));
    }
}
