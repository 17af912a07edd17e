package io.nekoagents.schema.connect;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.TopicProvisioning;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.HttpSchemaRegistry;
import io.nekoagents.schema.wire.RegistrySettings;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the registry of a service.
 *
 * @param bootstrapServers {@code host:port} of one broker or several, comma separated
 * @param registryUrl of a registry with Confluent's interface; user information in it is sent as Basic authentication
 * @param topicPartitions of each topic split by task, when it is first created; at least 1
 * @param topicReplication of each topic, when it is first created; at least 1, or -1 for the broker's default
 * @param provision whether topics and schemas that are missing are created at start
 * @param properties further properties of every Kafka client, such as {@code security.protocol}
 */
public record KafkaConnection(
        String bootstrapServers,
        URI registryUrl,
        int topicPartitions,
        short topicReplication,
        boolean provision,
        Map<String, String> properties) {

    private static final String PREFIX = "neko.kafka.";

    public KafkaConnection {
        require("bootstrap-servers", !bootstrapServers.isBlank(), "must not be blank");
        require("registry-url", registryUrl.getHost() != null, "must be an absolute http or https address");
        require("topic-partitions", topicPartitions >= 1, "must be at least 1");
        require("topic-replication", topicReplication == -1 || topicReplication >= 1, "must be -1 or at least 1");
        properties = Map.copyOf(properties);
    }

    /** The broker and registry of a laptop, with every other setting at its default. */
    public static KafkaConnection of(String bootstrapServers, URI registryUrl) {
        return new KafkaConnection(bootstrapServers, registryUrl, 4, (short) -1, true, Map.of());
    }

    /**
     * Reads {@code neko.kafka.*}; what is not set takes the default of a laptop.
     *
     * @param setting gives the value of a key, or null
     * @throws IllegalArgumentException naming the key whose value is not understood
     */
    public static KafkaConnection from(Function<String, @Nullable String> setting) {
        Settings settings = new Settings(setting);
        return new KafkaConnection(
                settings.read("bootstrap-servers", "127.0.0.1:9092", Function.identity()),
                settings.read("registry-url", "http://127.0.0.1:8081", URI::create),
                settings.read("topic-partitions", "4", Integer::valueOf),
                settings.read("topic-replication", "-1", Short::valueOf),
                settings.read("provision", "true", KafkaConnection::flag),
                settings.read("properties-file", "", KafkaConnection::properties));
    }

    /** Properties that every client of this connection starts from. */
    public Map<String, Object> client(String clientId) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    /** A client of the registry; its answers are kept, so that a service wants only one. */
    public SchemaRegistry registry() {
        return new HttpSchemaRegistry(RegistrySettings.of(registryUrl));
    }

    /**
     * Creates the topics and schemas that are missing, unless told not to.
     *
     * @throws io.nekoagents.schema.topic.ProvisioningException if the broker refuses
     */
    public void provision(SchemaRegistry registry) {
        provision(registry, Topics.all());
    }

    /** As {@link #provision(SchemaRegistry)}, of these topics. */
    public void provision(SchemaRegistry registry, Collection<? extends Topic<?>> topics) {
        if (provision) {
            try (Admin admin = Admin.create(client("neko-provisioning"))) {
                new TopicProvisioning(admin, registry).provision(topics, topicPartitions, topicReplication);
            }
        }
    }

    /** Without the properties and the address's user information: they may be secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", registry=" + registryUrl.getHost() + ":"
                + registryUrl.getPort() + "]";
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Map<String, String> properties(String file) {
        Map<String, String> read = new HashMap<>();
        if (!file.isEmpty()) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot be read", e);
            }
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        }
        return read;
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException(PREFIX + key + " " + rule);
        }
    }

    private record Settings(Function<String, @Nullable String> source) {

        <T> T read(String key, String fallback, Function<String, T> parse) {
            String value = source.apply(PREFIX + key);
            try {
                return parse.apply(value == null ? fallback : value.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        PREFIX + key + " = \"" + value + "\" is not understood: " + e.getMessage(), e);
            }
        }
    }
}
