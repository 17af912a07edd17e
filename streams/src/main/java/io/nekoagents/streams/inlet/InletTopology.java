package io.nekoagents.streams.inlet;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** Commands of single tenants in; commands out. It holds no state. */
public final class InletTopology {

    private static final String READ_TENANTS_COMMANDS = "read-tenants-commands";
    private static final String ADMIT_COMMANDS = "admit-commands";
    private static final String PASS_COMMANDS_ON = "pass-commands-on";

    private final SchemaRegistry registry;
    private final InletSettings settings;

    public InletTopology(SchemaRegistry registry, InletSettings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /** Adds it to the topology of the process; nothing where no tenant has a topic of its own. */
    public void addTo(Topology topology) {
        if (settings.tenants().isEmpty()) {
            return;
        }
        Map<String, String> tenants = settings.tenants().stream()
                .collect(Collectors.toUnmodifiableMap(
                        tenant -> Topics.taskCommandsOf(tenant).name(), Function.identity()));
        topology.addSource(
                READ_TENANTS_COMMANDS,
                new StringDeserializer(),
                AvroSerde.ofSource(Topics.TASK_COMMANDS, registry),
                settings.topics().stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor(ADMIT_COMMANDS, () -> new InletProcessor(tenants), READ_TENANTS_COMMANDS);
        topology.addSink(
                PASS_COMMANDS_ON,
                Topics.TASK_COMMANDS.name(),
                new StringSerializer(),
                AvroSerde.of(Topics.TASK_COMMANDS, registry).serializer(),
                ADMIT_COMMANDS);
    }
}
