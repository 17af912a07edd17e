package io.nekoagents.ingest.view;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the values of the view's topics; the store keeps them as they are in the log. */
final class RecordReader {

    private final Map<Source, Deserializer<? extends SpecificRecord>> readers = new EnumMap<>(Source.class);

    RecordReader(SchemaRegistry registry) {
        for (Source source : Source.values()) {
            readers.put(source, reader(source.topic(), registry));
        }
    }

    private static <V extends SpecificRecord> Deserializer<V> reader(Topic<V> topic, SchemaRegistry registry) {
        return AvroSerde.of(topic, registry).deserializer();
    }

    /**
     * @throws org.apache.kafka.common.errors.SerializationException if it will never be readable
     * @throws io.nekoagents.schema.wire.RegistryUnavailableException if another try may help
     */
    SpecificRecord read(Source source, byte[] value) {
        Deserializer<? extends SpecificRecord> reader = Objects.requireNonNull(readers.get(source));
        return Objects.requireNonNull(reader.deserialize(source.topic().name(), value));
    }

    SubmitTask submission(byte[] value) {
        return (SubmitTask) read(Source.COMMANDS, value);
    }

    TaskState state(byte[] value) {
        return (TaskState) read(Source.STATES, value);
    }

    WorkerHeartbeat heartbeat(byte[] value) {
        return (WorkerHeartbeat) read(Source.WORKERS, value);
    }
}
