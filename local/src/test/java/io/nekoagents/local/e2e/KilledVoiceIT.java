package io.nekoagents.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.desktop.QuietRoom;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.TtsApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two voices as processes, one of which is killed in the middle of a stream. */
final class KilledVoiceIT {

    private static final String SESSION = "sess_stream";
    private static final String REQUEST = "speech_stream";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryProcess registryProcess;
    private static KafkaConnection connection;
    private static SchemaRegistry registry;
    private static KafkaProducer<byte[], byte[]> producer;
    private static KafkaConsumer<byte[], byte[]> consumer;
    private static QuietRoom room;

    private final List<SpecificRecord> facts = new ArrayList<>();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        registryProcess = RegistryProcess.start(folder.resolve("registry"), FreePort.next());
        connection = KafkaConnection.of(broker.bootstrapServers(), registryProcess.baseUri());
        registry = connection.registry();
        connection.provision(registry);
        room = new QuietRoom(true);
        producer = new KafkaProducer<>(
                connection.client("test-writer"), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                connection.client("test-reader"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SPEECH_EVENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @AfterAll
    static void stop() {
        consumer.close();
        producer.close();
        room.close();
        registryProcess.close();
        broker.close();
    }

    @Test
    void aStreamWhoseWorkerIsKilledGoesOnAtASegmentBoundaryAndLosesNoWord() throws Exception {
        openSession();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            words.add(NUMBERS.get(i % NUMBERS.size()) + (i % 10 == 9 ? "." : ""));
        }
        try (ServiceProcess one = voice("one");
                ServiceProcess other = voice("other")) {
            // Given a stream of sixty words, two at a time, of which a part has been heard
            write(
                    Topics.SPEECH_REQUESTS,
                    SESSION,
                    new StartSpeech(REQUEST, "default", SESSION, style(), null, null, now()));
            for (int i = 0; i < words.size(); i += 2) {
                write(
                        Topics.SPEECH_REQUESTS,
                        SESSION,
                        new AppendSpeech(
                                REQUEST,
                                "default",
                                SESSION,
                                i / 2 + 1,
                                words.get(i) + " " + words.get(i + 1) + " ",
                                now()));
            }
            write(Topics.SPEECH_REQUESTS, SESSION, new EndSpeech(REQUEST, "default", SESSION, now()));
            await("three segments are heard; logs in " + folder)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> told(SpeechCaptioned.class).size() >= 3);

            // When its worker is killed
            boolean oneHasIt = told(SpeechQueued.class).getFirst().getWorkerId().equals("one");
            (oneHasIt ? one : other).kill();
            int before = told(SpeechCaptioned.class).size();

            // Then the other one goes on with the segment that was not heard to its end
            await("the end of the stream; logs in " + folder)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !told(SpeechFinished.class).isEmpty()
                            || !told(SpeechFailed.class).isEmpty());
            assertThat(told(SpeechFailed.class)).isEmpty();
            List<SpeechCaptioned> captions = told(SpeechCaptioned.class);
            assertThat(captions.get(before).getSegment())
                    .as("the heir's first segment, after %s of its predecessor: %s", before, captions)
                    .isEqualTo(captions.get(before - 1).getSegment());
            NavigableMap<Integer, String> said = new TreeMap<>();
            captions.forEach(caption -> said.put(caption.getSegment(), caption.getText()));
            assertThat(String.join(" ", said.values())).isEqualTo(String.join(" ", words));
        }
    }

    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private static ServiceProcess voice(String id) throws IOException {
        return ServiceProcess.start(
                TtsApplication.class,
                folder.resolve(id + ".log"),
                Map.of(
                        "neko.kafka.bootstrap-servers", connection.bootstrapServers(),
                        "neko.kafka.registry-url", connection.registryUrl().toString(),
                        "neko.kafka.provision", "false",
                        "neko.tts.endpoint.port", "0",
                        "neko.tts.speech.id", id,
                        "neko.tts.speech.files", folder.resolve("speech").toString(),
                        "neko.tts.voices.cache-folder",
                                folder.resolve("cache-" + id).toString(),
                        "neko.tts.rooms.may-enter", room.baseUri().toString()));
    }

    private static void openSession() throws Exception {
        write(
                Topics.SESSION_STATE,
                SESSION,
                SessionState.newBuilder()
                        .setSessionId(SESSION)
                        .setVersion(1)
                        .setStatus(SessionStatus.OPEN)
                        .setSpec(SessionSpec.newBuilder().build())
                        .setRoom(new SessionRoom("room", room.baseUri().toString(), "test"))
                        .setHealth(RoomHealth.HEALTHY)
                        .setRequestedAt(now())
                        .setOpenedAt(now())
                        .setUpdatedAt(now())
                        .build());
    }

    private static SpeechStyle style() {
        return new SpeechStyle(null, new SpeechParams(null, null));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes))
                .get();
    }

    private <R> List<R> told(Class<R> type) {
        consumer.poll(Duration.ofMillis(50))
                .forEach(entry -> facts.add(AvroSerde.of(Topics.SPEECH_EVENTS, registry)
                        .deserializer()
                        .deserialize(entry.topic(), entry.value())));
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
