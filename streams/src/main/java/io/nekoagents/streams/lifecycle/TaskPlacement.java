package io.nekoagents.streams.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.ProvisioningException;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition that everything about a task belongs to: murmur2 of its id, as Java's producer places it by default.
 * Producers that are built on librdkafka place keys by CRC32 unless they set {@code partitioner=murmur2_random}.
 *
 * @param partitions of each topic
 */
record TaskPlacement(Map<String, Integer> partitions) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    TaskPlacement {
        partitions = Map.copyOf(partitions);
    }

    /** @throws ProvisioningException if a topic of commands or run events is not there, or the broker does not answer in 30 s */
    static TaskPlacement of(KafkaConnection connection) {
        List<String> topics = List.of(Topics.TASK_COMMANDS.name(), Topics.RUN_EVENTS.name());
        try (Admin admin = Admin.create(connection.client("neko-task-placement"))) {
            Map<String, TopicDescription> described =
                    admin.describeTopics(topics).allTopicNames().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new TaskPlacement(described.values().stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name, topic -> topic.partitions().size())));
        } catch (ExecutionException e) {
            throw new ProvisioningException("Could not ask for the partitions of " + topics, e.getCause());
        } catch (TimeoutException e) {
            throw new ProvisioningException("The broker did not describe " + topics + " in " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("Interrupted while asking for the partitions of " + topics, e);
        }
    }

    /** Whether a task's records are in the partition; so they are in any partition of a topic that is not known here. */
    boolean holds(String topic, int partition, String taskId) {
        Integer count = partitions.get(topic);
        return count == null || Utils.toPositive(Utils.murmur2(taskId.getBytes(UTF_8))) % count == partition;
    }
}
