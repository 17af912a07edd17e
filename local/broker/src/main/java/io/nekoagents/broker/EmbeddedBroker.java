package io.nekoagents.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in this JVM, with durable data. Kafka calls the classes behind it public but
 * promises nothing of them, which is why the version is pinned.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final BrokerSettings settings;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(BrokerSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts a broker on free ports.
     *
     * @param folder of its data
     * @throws BrokerStartException if it does not come up
     */
    public static EmbeddedBroker start(Path folder) {
        return start(BrokerSettings.onFreePorts(folder));
    }

    /**
     * Starts a broker; it is ready when this returns.
     *
     * @throws BrokerStartException if it does not come up
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        EmbeddedBroker broker = new EmbeddedBroker(settings);
        broker.restart();
        return broker;
    }

    /** Where clients connect, {@code host:port}; the same after a restart. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Stops it if it runs, and starts it again on its data. */
    public synchronized void restart() {
        stop();
        format();
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings.properties()), Time.SYSTEM);
        started.startup();
        server = started;
    }

    /** Stops it; its data stays. Without effect if it does not run. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void format() {
        Path folder = settings.folder();
        if (Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .setDirectories(List.of(folder.toString()))
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new BrokerStartException("Cannot write to the broker's folder " + folder, e);
        } catch (Exception e) { // declared by Formatter.run, an edge of Kafka's own
            throw new BrokerStartException("Cannot format the broker's folder " + folder, e);
        }
    }
}
