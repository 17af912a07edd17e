package io.nekoagents.capture.sink;

import io.nekoagents.broker.BrokerSettings;
import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.capture.CaptureConfiguration;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
                .with("group.consumer.heartbeat.interval.ms", "500")
                .with("group.consumer.min.heartbeat.interval.ms", "200")
                .with("group.consumer.session.timeout.ms", "3000")
                .with("group.consumer.min.session.timeout.ms", "1000"));
        this.connection = KafkaConnection.of(broker.bootstrapServers(), URI.create("http://127.0.0.1:1"));
        connection.provision(registry);
        this.feed = new EpisodeFeed(connection, registry, Files.createDirectories(folder.resolve("frames")));
    }

    DatasetFolder dataset(String tenant) {
        return new DatasetFolder(folder.resolve("datasets").resolve(tenant).resolve("episodes"));
    }

    Map<String, String> settings(String id) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("neko.kafka.bootstrap-servers", connection.bootstrapServers()),
                Map.entry("neko.capture.out", folder.resolve("datasets").toString()),
                Map.entry("neko.capture.compression", "none"),
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
        settings.put("fault", SinkProcess.Fault.NONE.name());
        SpringApplication application = new SpringApplication(SinkProcess.Wiring.class, CaptureConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        ConfigurableApplicationContext context = application.run(settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new));
        opened.add(context::close);
        return context;
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        feed.close();
        broker.close();
    }
}
