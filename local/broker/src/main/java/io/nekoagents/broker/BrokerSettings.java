package io.nekoagents.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker of one node on the loopback address.
 *
 * @param folder of its data, created if missing; a second start goes on with what is in it
 * @param port of the clients, 1 to 65535
 * @param controllerPort of the quorum of one, 1 to 65535
 * @param overrides further broker properties, such as {@code group.share.min.record.lock.duration.ms}
 */
public record BrokerSettings(Path folder, int port, int controllerPort, Map<String, String> overrides) {

    private static final String ADDRESS = "127.0.0.1";

    public BrokerSettings {
        requirePort("port", port);
        requirePort("controller port", controllerPort);
        overrides = Map.copyOf(overrides);
    }

    /** On ports that are free now. */
    public static BrokerSettings onFreePorts(Path folder) {
        try (ServerSocket clients = loopback();
                ServerSocket controller = loopback()) {
            return new BrokerSettings(folder, clients.getLocalPort(), controller.getLocalPort(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on " + ADDRESS, e);
        }
    }

    /** The same broker with one more property. */
    public BrokerSettings with(String property, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(property, value);
        return new BrokerSettings(folder, port, controllerPort, more);
    }

    String bootstrapServers() {
        return ADDRESS + ":" + port;
    }

    /** Properties of a broker that starts fast, keeps its data, and lets every group assemble at once. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + ADDRESS + ":" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners", "PLAINTEXT://" + ADDRESS + ":" + port + ",CONTROLLER://" + ADDRESS + ":" + controllerPort);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", folder.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        properties.putAll(internalTopics());
        properties.putAll(haste());
        properties.putAll(overrides);
        return properties;
    }

    /** With a replication of 3, the default, a share group on one node gets no record and no error. */
    private static Map<String, String> internalTopics() {
        Map<String, String> properties = new HashMap<>();
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(topic + ".replication.factor", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "4");
        return properties;
    }

    /** One machine needs none of the patience that a cluster has with its members. */
    private static Map<String, String> haste() {
        return Map.ofEntries(
                // A start after a crash waits out the session of the broker that died.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
                Map.entry("group.consumer.assignment.interval.ms", "0"),
                Map.entry("group.consumer.session.timeout.ms", "6000"),
                Map.entry("group.consumer.min.session.timeout.ms", "3000"),
                Map.entry("group.share.heartbeat.interval.ms", "1000"),
                Map.entry("group.share.min.heartbeat.interval.ms", "500"),
                Map.entry("group.share.assignment.interval.ms", "0"),
                Map.entry("group.share.max.partition.max.record.locks", "10000"),
                Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
                Map.entry("group.streams.heartbeat.interval.ms", "500"),
                Map.entry("group.streams.min.heartbeat.interval.ms", "500"),
                Map.entry("group.streams.session.timeout.ms", "6000"),
                Map.entry("group.streams.min.session.timeout.ms", "6000"),
                Map.entry("group.streams.assignment.interval.ms", "0"));
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("broker " + name + " must be 1 to 65535, not " + port);
        }
    }
}
