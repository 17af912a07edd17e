package io.nekoagents.streams.episode;

import static io.nekoagents.streams.episode.EpisodeRecords.action;
import static io.nekoagents.streams.episode.EpisodeRecords.frame;
import static io.nekoagents.streams.episode.EpisodeRecords.recorded;
import static io.nekoagents.streams.episode.EpisodeRecords.recording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Episodes as they are put together in the service, against a real broker. */
@Timeout(180)
final class EpisodeStreamsIT {

    private static final int TASKS = 20;
    private static final int RECORDINGS = 10;
    private static final List<String> WHOLE = List.of("EpisodeStarted", "EpisodePart", "EpisodeFinished");

    @TempDir
    private Path folder;

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private EmbeddedBroker broker;
    private KafkaConnection connection;
    private KafkaProducer<String, byte[]> producer;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        producer = new KafkaProducer<>(connection.client("test"), new StringSerializer(), new ByteArraySerializer());
        service = service();
    }

    @AfterEach
    void stop() {
        service.close();
        producer.close();
        broker.close();
    }

    @Test
    void eachEpisodeIsToldOnceThoughTheServiceAndTheBrokerStopInItsMidst() throws Exception {
        // Given: episodes that have begun
        for (String taskId : tasks()) {
            send(Topics.TASK_COMMANDS, taskId, submission(taskId));
            send(Topics.RUN_EVENTS, taskId, started(taskId));
        }
        steps(1, 2);
        for (String episodeId : recordings()) {
            send(Topics.CAPTURE_RECORDINGS, episodeId, of(episodeId, recording(2, 900)));
            send(Topics.CAPTURE_RECORDINGS, episodeId, of(episodeId, recorded("f1", "A", 1)));
        }
        await("all have begun")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told("EpisodeStarted")).isEqualTo(TASKS + RECORDINGS));

        // When: everything goes down, and comes back while there is more
        broker.restart();
        steps(3, 3);
        service.close();
        steps(4, 4);
        for (String taskId : tasks()) {
            send(Topics.RUN_EVENTS, taskId, finished(taskId));
        }
        for (String episodeId : recordings()) {
            send(Topics.CAPTURE_RECORDINGS, episodeId, of(episodeId, recorded("f2", "B", 2)));
            send(Topics.CAPTURE_RECORDINGS, episodeId, of(episodeId, EpisodeRecords.told("l1", 2)));
            send(Topics.CAPTURE_RECORDINGS, episodeId, of(episodeId, EpisodeRecords.ended(false, 3)));
        }
        service = service();
        await("all have ended")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told("EpisodeFinished")).isEqualTo(TASKS + RECORDINGS));
        service.close();
        service = service();

        // Then
        Map<String, List<SpecificRecord>> episodes = episodes();
        assertThat(episodes).hasSize(TASKS + RECORDINGS);
        episodes.forEach((episodeId, records) -> {
            assertThat(records.stream()
                            .map(each -> each.getSchema().getName())
                            .filter(name -> !name.equals("EpisodeGrown")))
                    .as("of %s", episodeId)
                    .containsExactlyElementsOf(WHOLE);
            EpisodeFinished end = (EpisodeFinished) records.getLast();
            EpisodePart part = (EpisodePart) records.get(records.size() - 2);
            boolean recording = episodeId.startsWith("ep_rec");
            assertThat(part.getFrames()).as("of %s", episodeId).hasSize(recording ? 2 : 4);
            assertThat(part.getActions()).as("of %s", episodeId).hasSize(recording ? 1 : 4);
            assertThat(end.getFrames()).isEqualTo(part.getFrames().size());
        });
    }

    private static List<String> tasks() {
        return IntStream.range(0, TASKS).mapToObj(i -> "task_it_" + i).toList();
    }

    private static List<String> recordings() {
        return IntStream.range(0, RECORDINGS).mapToObj(i -> "ep_rec_" + i).toList();
    }

    /** A recorded step may be written twice. */
    private void steps(int from, int to) throws Exception {
        for (String taskId : tasks()) {
            for (int step = from; step <= to; step++) {
                send(Topics.FRAMES, taskId, of(taskId, frame(1, step, "look " + step, step)));
                send(Topics.ACTIONS, taskId, of(taskId, action(1, step, step + 0.5)));
                send(Topics.ACTIONS, taskId, of(taskId, action(1, step, step + 0.5)));
            }
        }
    }

    /** The record, of another task or episode. */
    private static <V extends SpecificRecord> V of(String id, V value) {
        value.put(0, id);
        return value;
    }

    private static SubmitTask submission(String taskId) {
        return SubmitTask.newBuilder()
                .setTaskId(taskId)
                .setSpec(TaskSpec.newBuilder().setTask("find it").build())
                .setRequestedAt(EpisodeRecords.START)
                .build();
    }

    private static RunStarted started(String taskId) {
        return new RunStarted(taskId, "r1", 1, "worker-1", "http://room", 1, EpisodeRecords.START);
    }

    private static RunFinished finished(String taskId) {
        return new RunFinished(taskId, "r1", 4, "42", EpisodeRecords.at(5));
    }

    private ConfigurableApplicationContext service() {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(LifecycleConfiguration.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("registry", registry))
                .run(
                        "--neko.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--neko.streams.dispatch.ahead=1000",
                        "--neko.streams.state-dir=" + folder.resolve("state"));
        LifecycleStreams lifecycle = started.getBean(LifecycleStreams.class);
        await("the lifecycle's store answers").atMost(Duration.ofSeconds(30)).until(lifecycle::ready);
        return started;
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) throws Exception {
        byte[] bytes = AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
    }

    private long told(String name) {
        return episodes().values().stream()
                .flatMap(List::stream)
                .filter(each -> each.getSchema().getName().equals(name))
                .count();
    }

    /** What is committed, by episode, in the order of the log. */
    private Map<String, List<SpecificRecord>> episodes() {
        Map<String, List<SpecificRecord>> found = new TreeMap<>();
        Map<String, Object> config = new HashMap<>(connection.client("test"));
        config.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, SpecificRecord> consumer = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                AvroSerde.of(Topics.CAPTURE_EPISODES, registry).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CAPTURE_EPISODES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> found.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                                .add(record.value()));
            }
        }
        return found;
    }
}
