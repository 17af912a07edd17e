package io.nekoagents.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.local.replay.FactGlance.Seen;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.episode.EpisodeAssembly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told at a glance is what the whole record says, whatever it was written with. */
final class FactGlanceTest {

    private static final Schema FACTS = Topics.TASK_EVENTS.schema();
    private static final int OF_EACH = 25;
    private static final long SEED = 7;

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<SpecificRecord> serde = AvroSerde.of(Topics.TASK_EVENTS, registry);
    private final FactGlance glance = new FactGlance(registry);

    static Stream<Schema> factsOfTasks() {
        return FACTS.getTypes().stream();
    }

    @ParameterizedTest
    @MethodSource("factsOfTasks")
    void everyFactIsSeenAsWhatItIs(Schema fact) throws IOException {
        for (Object random : new RandomData(fact, OF_EACH, SEED)) {
            SpecificRecord decoded = decoded(bytes(FACTS, random));
            byte[] written = serde.serializer().serialize(Topics.TASK_EVENTS.name(), decoded);

            Seen seen = glance.at(ByteBuffer.wrap(written));

            assertThat(seen).as("%s", decoded).isEqualTo(expected(decoded));
        }
    }

    @Test
    void aRecordIsSeenWhereItStandsAmongOthers() throws IOException {
        SpecificRecord fact = decoded(bytes(FACTS, submission()));
        byte[] written = serde.serializer().serialize(Topics.TASK_EVENTS.name(), fact);
        ByteBuffer fetched = ByteBuffer.allocate(written.length + 20).put(9, written);

        Seen seen = glance.at(fetched.slice(3, fetched.capacity() - 3).slice(6, written.length));

        assertThat(seen).isEqualTo(expected(fact));
    }

    @Test
    void aSchemaOfOneFactAloneIsUnderstood() throws IOException {
        byte[] written = bytes(registered(TaskSubmitted.SCHEMA$), submission());

        assertThat(glance.at(ByteBuffer.wrap(written))).isEqualTo(expected(decoded(written)));
    }

    @Test
    void fieldsMayStandInAnotherOrder() throws IOException {
        Schema plain = registered(TaskSubmitted.SCHEMA$);
        Schema turned = Schema.createRecord(plain.getName(), null, plain.getNamespace(), false);
        turned.setFields(plain.getFields().reversed().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
        GenericRecord submission = submission();
        GenericRecord record = new GenericData.Record(turned);
        turned.getFields().forEach(field -> record.put(field.name(), submission.get(field.name())));
        byte[] written = bytes(turned, record);

        assertThat(glance.at(ByteBuffer.wrap(written))).isEqualTo(expected(decoded(written)));
    }

    @Test
    void aSchemaFromBeforeThereWereTenantsMustBeDecoded() throws IOException {
        Schema plain = registered(TaskSubmitted.SCHEMA$);
        Schema older = Schema.createRecord(plain.getName(), null, plain.getNamespace(), false);
        older.setFields(plain.getFields().stream()
                .filter(field -> !field.name().equals("tenant"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
        GenericRecord submission = submission();
        GenericRecord record = new GenericData.Record(older);
        older.getFields().forEach(field -> record.put(field.name(), submission.get(field.name())));

        assertThat(glance.at(ByteBuffer.wrap(bytes(older, record)))).isEqualTo(new Seen.Unclear());
    }

    @Test
    void whatIsNoFactMustBeDecodedToBeCounted() throws IOException {
        byte[] whole = bytes(FACTS, submission());
        byte[] cut = Arrays.copyOf(whole, 12);
        byte[] unknownSchema = whole.clone();
        unknownSchema[3] = 99;
        byte[] noBranch = whole.clone();
        noBranch[5] = 126;

        for (byte[] bytes : List.of(
                new byte[0], "no".getBytes(UTF_8), "nothing at all".getBytes(UTF_8), cut, unknownSchema, noBranch)) {
            assertThat(glance.at(ByteBuffer.wrap(bytes)))
                    .as("%s", Arrays.toString(bytes))
                    .isEqualTo(new Seen.Unclear());
        }
        assertThat(glance.at(null)).isEqualTo(new Seen.Unclear());
    }

    private static Seen expected(SpecificRecord fact) {
        return switch (fact) {
            case TaskSubmitted it ->
                new Seen.Submitted(new Wanted.Task(it.getTaskId(), it.getTenant(), EpisodeAssembly.asked(it)));
            case TaskCompleted _, TaskFailed _, TaskCancelled _, TaskTimedOut _, TaskRejected _ -> new Seen.Ended();
            default -> new Seen.Other();
        };
    }

    private SpecificRecord decoded(byte[] bytes) {
        return serde.deserializer().deserialize(Topics.TASK_EVENTS.name(), bytes);
    }

    private static GenericRecord submission() {
        return (GenericRecord) new RandomData(registered(TaskSubmitted.SCHEMA$), 1, SEED)
                .iterator()
                .next();
    }

    /** As the registry has it. */
    private static Schema registered(Schema schema) {
        return FACTS.getTypes().stream()
                .filter(each -> each.getFullName().equals(schema.getFullName()))
                .findFirst()
                .orElseThrow();
    }

    private byte[] bytes(Schema schema, Object record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int id = registry.register(
                schema.isUnion() ? Topics.TASK_EVENTS.subject() : "test-" + schema.hashCode(), schema);
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
