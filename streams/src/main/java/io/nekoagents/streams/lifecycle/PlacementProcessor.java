package io.nekoagents.streams.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.nekoagents.streams.LogKeys;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a record that its producer put into another partition than its task's to its topic again, where it belongs.
 * State is kept by partition: what is known of a task could not be found from there.
 */
final class PlacementProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    /** Set on a record that was moved, so that none is moved twice, whatever partition it ends up in. */
    static final String MOVED_HEADER = "neko-moved-from-partition";

    private static final Logger LOG = LoggerFactory.getLogger(PlacementProcessor.class);

    private final TaskPlacement placement;
    private final Map<String, String> returns;
    private @Nullable ProcessorContext<String, SpecificRecord> context;

    /** @param returns the sink of each topic */
    PlacementProcessor(TaskPlacement placement, Map<String, String> returns) {
        this.placement = placement;
        this.returns = returns;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, SpecificRecord> input) {
        ProcessorContext<String, SpecificRecord> to = requireNonNull(context);
        RecordMetadata source = to.recordMetadata().orElseThrow();
        String key = input.key();
        if (key == null
                || input.headers().lastHeader(MOVED_HEADER) != null
                || placement.holds(source.topic(), source.partition(), key)) {
            to.forward(input, LifecycleTopology.ADVANCE_TASKS);
            return;
        }
        LOG.atDebug()
                .addKeyValue(LogKeys.TASK_ID, key)
                .addKeyValue(LogKeys.TOPIC, source.topic())
                .addKeyValue(LogKeys.PARTITION, source.partition())
                .log("A record is not in its task's partition and is written again");
        input.headers().add(MOVED_HEADER, Integer.toString(source.partition()).getBytes(UTF_8));
        to.forward(input, requireNonNull(returns.get(source.topic())));
    }
}
