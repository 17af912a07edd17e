package io.nekoagents.local.bench;

import io.nekoagents.local.process.BrokerProcess;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker and a registry of a bench's own, each a process, on free ports and fresh data. */
public final class BenchStack implements AutoCloseable {

    private final Path home;
    private final BrokerProcess broker;
    private final RegistryProcess registryProcess;
    private final KafkaConnection connection;
    private final SchemaRegistry registry;

    private BenchStack(Path home, BrokerProcess broker, RegistryProcess registryProcess) {
        this.home = home;
        this.broker = broker;
        this.registryProcess = registryProcess;
        this.connection = KafkaConnection.of(broker.bootstrapServers(), registryProcess.baseUri());
        this.registry = connection.registry();
    }

    public static BenchStack start(Path home) {
        BrokerProcess broker = BrokerProcess.start(home.resolve("kafka"), freePort(), Map.of());
        try {
            return new BenchStack(home, broker, RegistryProcess.start(home.resolve("registry"), freePort()));
        } catch (RuntimeException e) { // whatever it was, the broker must not outlive it
            broker.close();
            throw e;
        }
    }

    Path home() {
        return home;
    }

    KafkaConnection connection() {
        return connection;
    }

    SchemaRegistry registry() {
        return registry;
    }

    /** Settings of a service, those that lead it here included. */
    Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("neko.kafka.bootstrap-servers", connection.bootstrapServers());
        settings.put("neko.kafka.registry-url", connection.registryUrl().toString());
        settings.put("neko.kafka.provision", "false");
        return settings;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    @Override
    public void close() {
        registryProcess.close();
        broker.close();
    }
}
