package io.nekoagents.schema.topic;

import io.nekoagents.schema.topic.Topic.Layout;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Brings the catalogue into being: topics, their dead letter topics, and the registered schemas with their
 * compatibility. Safe to run again and from several processes at once; what exists is left as it is.
 */
public final class TopicProvisioning {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Admin admin;
    private final SchemaRegistry registry;

    public TopicProvisioning(Admin admin, SchemaRegistry registry) {
        this.admin = admin;
        this.registry = registry;
    }

    /**
     * Creates what is missing.
     *
     * @param topics with their dead letters and subjects
     * @param partitions of each topic that is split by task, at least 1
     * @param replication of every topic, at least 1, or -1 for the default of the broker
     * @throws ProvisioningException if the broker refuses a topic or does not answer in 30 s
     */
    public void provision(Collection<? extends Topic<?>> topics, int partitions, short replication) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int count = topic.layout() == Layout.SINGLE ? 1 : partitions;
            wanted.add(new NewTopic(topic.name(), count, replication).configs(topic.config()));
            wanted.add(new NewTopic(topic.deadLetters(), 1, replication)
                    .configs(Map.of(
                            "retention.ms", Long.toString(Duration.ofDays(30).toMillis()))));
        }
        admin.createTopics(wanted).values().forEach(TopicProvisioning::await);
        for (Topic<?> topic : topics) {
            registry.register(topic.subject(), topic.schema());
            registry.requireCompatibility(topic.subject(), topic.compatibility());
        }
    }

    private static void await(String topic, KafkaFuture<Void> created) {
        try {
            created.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ProvisioningException("Could not create topic " + topic, e.getCause());
            }
        } catch (TimeoutException e) {
            throw new ProvisioningException("The broker did not create topic " + topic + " in " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("Interrupted while creating topic " + topic, e);
        }
    }
}
