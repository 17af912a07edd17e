package io.nekoagents.capture.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.broker.BrokerSettings;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.capture.CaptureConfiguration;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker, folders, a feed, and the settings of sinks between them. */
final class SinkStage implements AutoCloseable {

    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final KafkaConnection connection;
    final EpisodeFeed feed;
    final Path folder;
    private final EmbeddedBroker broker;
    private final List<Runnable> opened = new ArrayList<>();

    SinkStage(Path folder) throws IOException {
        this.folder = folder;
        this.broker = EmbeddedBroker.start(BrokerSettings.onFreePorts(Files.createDirectories(folder.resolve("broker")))
                // What a sink left open that was stopped in the middle of a commit holds the next one up.
                .with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .with("group.consumer.heartbeat.interval.ms", "500")
                .with("group.consumer.min.heartbeat.interval.ms", "200")
                .with("group.consumer.session.timeout.ms", "1500")
                .with("group.consumer.min.session.timeout.ms", "1000"));
        this.connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        connection.provision(registry);
        this.feed = new EpisodeFeed(connection, registry, Files.createDirectories(folder.resolve("frames")));
    }

    DatasetFolder dataset(String tenant) {
        return new DatasetFolder(folder.resolve("datasets").resolve(tenant).resolve("episodes"));
    }

    /**
     * Has a tenant's remote be one that cannot be made, since a file has its name; who deletes that lets it be made.
     *
     * @return the file
     */
    Path block(String tenant) throws IOException {
        Path blocked =
                Files.createDirectories(folder.resolve("out").resolve(tenant)).resolve("remote");
        Files.writeString(blocked, "in the way");
        CaptureConfig config = CaptureConfig.newBuilder()
                .setTenant(tenant)
                .setCompression("none")
                .setRemoteUri("file://" + blocked)
                .setKeepLocal(false)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        feed.put(Topics.CAPTURE_CONFIG, tenant, List.of(config));
        return blocked;
    }

    Map<String, String> settings(String id) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("neko.kafka.bootstrap-servers", connection.bootstrapServers()),
                Map.entry("neko.capture.out", folder.resolve("datasets").toString()),
                Map.entry("neko.capture.compression", "none"),
                Map.entry("neko.capture.remote-places", folder + "/out/{tenant},s3://training/{tenant}"),
                Map.entry("neko.capture.frames.stores", folder.resolve("frames").toString()),
                Map.entry("neko.capture.sink.id", id),
                Map.entry("neko.capture.sink.work", folder.resolve("work").toString()),
                Map.entry("neko.capture.sink.seal-age", "100ms"),
                Map.entry("neko.capture.sink.backoff", "100ms"),
                Map.entry("neko.capture.index.write-every", "20ms"),
                Map.entry("neko.capture.index.check-every", "500ms"),
                Map.entry("spring.main.banner-mode", "off")));
    }

    SinkProcess process(String id, SinkProcess.Fault fault) throws IOException {
        SinkProcess process = SinkProcess.start(settings(id), fault, folder.resolve(id + ".log"));
        opened.add(process::close);
        return process;
    }

    /** A sink in this process. */
    ConfigurableApplicationContext sink(String id, UnaryOperator<Map<String, String>> change) {
        Map<String, String> settings = change.apply(settings(id));
        settings.putIfAbsent("fault", SinkProcess.Fault.NONE.name());
        SpringApplication application = new SpringApplication(SinkProcess.Wiring.class, CaptureConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        ConfigurableApplicationContext context = application.run(settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new));
        opened.add(context::close);
        return context;
    }

    /** Records of a type in a topic, as soon as there are so many. */
    <V extends SpecificRecord> List<V> told(Topic<? extends SpecificRecord> topic, Class<V> type, int least) {
        var deserializer = AvroSerde.of(topic, registry).deserializer();
        List<V> found = new ArrayList<>();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        do {
            found.clear();
            for (ConsumerRecord<byte[], byte[]> record : all(topic.name())) {
                SpecificRecord value = deserializer.deserialize(record.topic(), record.value());
                if (type.isInstance(value)) {
                    found.add(type.cast(value));
                }
            }
        } while (found.size() < least && System.nanoTime() < until);
        return found;
    }

    /** Every episode of every shard in the log, as often as it is there. */
    List<String> sealed() {
        return told(Topics.CAPTURE_SHARDS, ShardSealed.class, 0).stream()
                .flatMap(shard -> shard.getEpisodeIds().stream())
                .toList();
    }

    /** Who sealed a shard. */
    Set<String> sinks() {
        return told(Topics.CAPTURE_SHARDS, ShardSealed.class, 0).stream()
                .map(ShardSealed::getSealedBy)
                .collect(Collectors.toSet());
    }

    List<String> letters(Topic<?> topic) {
        return all(topic.deadLetters()).stream()
                .map(letter -> new String(letter.value(), UTF_8))
                .toList();
    }

    /** All that is committed in a topic now. */
    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        Map<String, Object> config = new HashMap<>(connection.client("look"));
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        feed.close();
        broker.close();
    }
}
