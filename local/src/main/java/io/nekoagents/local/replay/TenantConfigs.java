package io.nekoagents.local.replay;

import io.nekoagents.capture.config.Configs;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How each tenant's episodes are kept, as the log has it now and the sink takes it: above all, what must not be in a shard.
 * Thread-safe.
 */
final class TenantConfigs {

    private final Configs known;
    private final Map<String, CaptureConfig> asked = new ConcurrentHashMap<>();
    private final String layout;

    private TenantConfigs(Configs known, String layout) {
        this.known = known;
        this.layout = layout;
    }

    /**
     * @param known takes what the log has, as the sink does
     * @param layout of samples, whatever a tenant has
     */
    static TenantConfigs read(KafkaConnection connection, SchemaRegistry registry, Configs known, String layout) {
        TopicPartition partition = new TopicPartition(Topics.CAPTURE_CONFIG.name(), 0);
        try (KafkaConsumer<String, CaptureConfig> consumer = new KafkaConsumer<>(
                Replay.reading(connection, "neko-replay-config"),
                new StringDeserializer(),
                AvroSerde.of(Topics.CAPTURE_CONFIG, registry).deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> known.told(record.key(), record.value()));
            }
        }
        return new TenantConfigs(known, layout);
    }

    CaptureConfig of(String tenant) {
        return asked.computeIfAbsent(
                tenant,
                each -> CaptureConfig.newBuilder(known.of(each))
                        .setLayout(layout)
                        .build());
    }
}
