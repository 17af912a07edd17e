package io.nekoagents.streams.inlet;

import static java.util.Objects.requireNonNull;

import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Passes a tenant's commands on to everybody's, with the tenant of the topic they came through. */
final class InletProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private final Map<String, String> tenants;
    private @Nullable ProcessorContext<String, SpecificRecord> context;

    /** @param tenants by topic */
    InletProcessor(Map<String, String> tenants) {
        this.tenants = tenants;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, SpecificRecord> input) {
        SpecificRecord command = input.value();
        if (command == null) {
            throw new UnusableRecordException("The record has no value");
        }
        ProcessorContext<String, SpecificRecord> to = requireNonNull(context);
        String topic = to.recordMetadata().orElseThrow().topic();
        to.forward(input.withValue(Admission.admit(requireNonNull(tenants.get(topic)), command)));
    }
}
