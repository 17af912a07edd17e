package io.nekoagents.local.replay;

import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.schema.wire.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a fact of a task from its bytes: most are of tasks that nobody wants, and to decode one takes longer
 * than to read ten. By the schema it was written with, whatever version. For one thread.
 */
final class FactGlance {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private static final String SUBMITTED = TaskSubmitted.SCHEMA$.getFullName();
    private static final Set<String> ENDS = Stream.of(
                    TaskCompleted.SCHEMA$,
                    TaskFailed.SCHEMA$,
                    TaskCancelled.SCHEMA$,
                    TaskTimedOut.SCHEMA$,
                    TaskRejected.SCHEMA$)
            .map(Schema::getFullName)
            .collect(Collectors.toSet());

    private static final Seen ENDED = new Seen.Ended();
    private static final Seen OTHER = new Seen.Other();
    private static final Seen UNCLEAR = new Seen.Unclear();

    private final SchemaRegistry registry;
    private final Map<Integer, Writer> writers = new HashMap<>();
    private @Nullable BinaryDecoder reused;

    FactGlance(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** What kind of fact it is. */
    sealed interface Seen {

        /** A task begins. */
        record Submitted(Wanted.Task task) implements Seen {}

        /** Nothing more comes of a task. */
        record Ended() implements Seen {}

        /** Something else became of a task. */
        record Other() implements Seen {}

        /** It must be decoded to be known, or to know what is wrong with it. */
        record Unclear() implements Seen {}
    }

    /** What a schema writes: one of these, its number first where it is a union. */
    private record Writer(boolean union, List<Branch> branches) {

        static Writer of(Schema schema) {
            List<Schema> types = schema.isUnion() ? schema.getTypes() : List.of(schema);
            return new Writer(schema.isUnion(), types.stream().map(Branch::of).toList());
        }
    }

    private record Branch(Schema schema, Kind kind) {

        static Branch of(Schema schema) {
            String name = schema.getFullName();
            if (name.equals(SUBMITTED)) {
                return new Branch(schema, Submission.isIn(schema) ? Kind.SUBMITTED : Kind.UNCLEAR);
            }
            return new Branch(schema, ENDS.contains(name) ? Kind.ENDED : Kind.OTHER);
        }
    }

    private enum Kind {
        SUBMITTED,
        ENDED,
        OTHER,
        UNCLEAR
    }

    /** @throws io.nekoagents.schema.wire.RegistryUnavailableException if the registry does not answer */
    Seen at(@Nullable ByteBuffer record) {
        if (record == null || !record.hasArray() || record.remaining() <= HEADER_BYTES) {
            return UNCLEAR;
        }
        if (record.get(record.position()) != 0) {
            return UNCLEAR;
        }
        try {
            Writer writer = writers.computeIfAbsent(record.getInt(record.position() + 1), this::writer);
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(
                            record.array(),
                            record.arrayOffset() + record.position() + HEADER_BYTES,
                            record.remaining() - HEADER_BYTES,
                            reused);
            reused = decoder;
            Branch branch = writer.branches().get(writer.union() ? decoder.readIndex() : 0);
            return switch (branch.kind()) {
                case SUBMITTED -> new Seen.Submitted(Submission.read(branch.schema(), decoder));
                case ENDED -> ENDED;
                case OTHER -> OTHER;
                case UNCLEAR -> UNCLEAR;
            };
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnknownSchemaException _) {
            return UNCLEAR;
        }
    }

    private Writer writer(int id) {
        return Writer.of(registry.byId(id));
    }

    /** What it takes of a submission to say whether it is wanted. */
    private static final class Submission {

        private static final String TASK_ID = "task_id";
        private static final String TENANT = "tenant";
        private static final String SPEC = "spec";
        private static final String OPTIONS = "options";
        private static final String ENABLE_CAPTURE = "enable_capture";

        private Submission() {}

        /** Whether all of that is in it; a schema from before there was a field has no place for it. */
        static boolean isIn(Schema schema) {
            return has(schema, TASK_ID, Schema.Type.STRING)
                    && has(schema, TENANT, Schema.Type.STRING)
                    && has(schema, SPEC, Schema.Type.RECORD)
                    && has(schema.getField(SPEC).schema(), OPTIONS, Schema.Type.RECORD)
                    && has(
                            schema.getField(SPEC).schema().getField(OPTIONS).schema(),
                            ENABLE_CAPTURE,
                            Schema.Type.BOOLEAN);
        }

        private static boolean has(Schema schema, String field, Schema.Type type) {
            return schema.getField(field) != null
                    && schema.getField(field).schema().getType() == type;
        }

        static Wanted.Task read(Schema schema, BinaryDecoder decoder) throws IOException {
            String taskId = "";
            String tenant = "";
            boolean captured = false;
            for (Schema.Field field : schema.getFields()) {
                switch (field.name()) {
                    case TASK_ID -> taskId = decoder.readString();
                    case TENANT -> tenant = decoder.readString();
                    case SPEC -> captured = captured(field.schema(), decoder);
                    default -> GenericDatumReader.skip(field.schema(), decoder);
                }
            }
            return new Wanted.Task(taskId, tenant, captured);
        }

        private static boolean captured(Schema spec, BinaryDecoder decoder) throws IOException {
            boolean captured = false;
            for (Schema.Field field : spec.getFields()) {
                if (!field.name().equals(OPTIONS)) {
                    GenericDatumReader.skip(field.schema(), decoder);
                    continue;
                }
                for (Schema.Field option : field.schema().getFields()) {
                    if (option.name().equals(ENABLE_CAPTURE)) {
                        captured = decoder.readBoolean();
                    } else {
                        GenericDatumReader.skip(option.schema(), decoder);
                    }
                }
            }
            return captured;
        }
    }
}
