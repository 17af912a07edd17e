package io.nekoagents.agent.queue;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the share group, which live on the broker and must be there before its first member. A broker that refuses
 * one keeps its own value, and the log says which.
 */
final class GroupProvisioning {

    private static final Logger LOG = LoggerFactory.getLogger(GroupProvisioning.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Admin admin;
    private final QueueSettings settings;

    GroupProvisioning(Admin admin, QueueSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void provision() throws InterruptedException {
        for (Map.Entry<String, String> setting : wanted().entrySet()) {
            try {
                await(alter(setting.getKey(), setting.getValue()));
            } catch (ExecutionException | TimeoutException e) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.GROUP, settings.group())
                        .addKeyValue(LogKeys.SETTING, setting.getKey())
                        .addKeyValue(LogKeys.VALUE, setting.getValue())
                        .addKeyValue(LogKeys.PROBLEM, reason(e))
                        .log("The broker keeps its own value of a share group setting");
            }
        }
        try {
            beginAtTheStart();
        } catch (ExecutionException | TimeoutException e) {
            // A group that has members already has its offsets.
            LOG.atInfo()
                    .addKeyValue(LogKeys.GROUP, settings.group())
                    .addKeyValue(LogKeys.PROBLEM, reason(e))
                    .log("The share group's offsets are left as they are");
        }
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("share.auto.offset.reset", "earliest");
        wanted.put("share.isolation.level", "read_committed");
        wanted.put(
                "share.record.lock.duration.ms",
                Long.toString(settings.lockDuration().toMillis()));
        wanted.put("share.delivery.count.limit", "10");
        // Counted from the oldest unfinished task: one of 30 minutes would stop the queue after 2,000 others.
        wanted.put("share.partition.max.record.locks", "10000");
        wanted.put("share.heartbeat.interval.ms", "1000");
        return wanted;
    }

    private KafkaFuture<Void> alter(String setting, String value) {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, settings.group());
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        return admin.incrementalAlterConfigs(Map.of(group, List.of(set))).all();
    }

    /** Until a group has offsets its lag is unknown, and a scaler could not tell that work waits for the first worker. */
    private void beginAtTheStart() throws ExecutionException, TimeoutException, InterruptedException {
        String topic = Topics.TASK_QUEUE.name();
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (TopicDescription described :
                await(admin.describeTopics(List.of(topic)).allTopicNames()).values()) {
            described
                    .partitions()
                    .forEach(partition ->
                            partitions.put(new TopicPartition(topic, partition.partition()), OffsetSpec.earliest()));
        }
        if (hasOffsets()) {
            return;
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        await(admin.listOffsets(partitions).all())
                .forEach((partition, offset) -> starts.put(partition, offset.offset()));
        await(admin.alterShareGroupOffsets(settings.group(), starts).all());
    }

    private boolean hasOffsets() throws TimeoutException, InterruptedException {
        try {
            var offsets = await(admin.listShareGroupOffsets(Map.of(settings.group(), new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(settings.group()));
            return offsets.values().stream().anyMatch(info -> info != null);
        } catch (ExecutionException _) {
            // A group that nobody has joined yet is unknown to the broker.
            return false;
        }
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String reason(Exception failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed.toString() : String.valueOf(cause.getMessage());
    }
}
