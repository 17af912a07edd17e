package io.nekoagents.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AvroSerdeTest {

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerde<SpecificRecord> commands = AvroSerde.of(Topics.TASK_COMMANDS, registry);

    @BeforeEach
    void registerEveryTopic() {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
    }

    @Test
    void readsBackWhatItWrote() {
        SubmitTask submitted = submitTask("it's \"quoted\" – ünïcode");

        byte[] bytes = commands.serializer().serialize("any", submitted);

        assertThat(commands.deserializer().deserialize("any", bytes)).isEqualTo(submitted);
    }

    @Test
    void readsBackMomentsThatMayBeMissing() {
        AvroSerde<TaskState> states = AvroSerde.of(Topics.TASK_STATE, registry);
        TaskState state = TaskState.newBuilder()
                .setTaskId("task_1")
                .setVersion(1)
                .setStatus(TaskStatus.RUNNING)
                .setSpec(submitTask("x").getSpec())
                .setFingerprint("f")
                .setRequestedAt(Instant.EPOCH)
                .setQueuedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .setStartedAt(Instant.ofEpochMilli(1_234))
                .build();

        TaskState read =
                states.deserializer().deserialize("any", states.serializer().serialize("any", state));

        assertThat(read).isEqualTo(state);
    }

    @Test
    void beginsWithMagicByteAndTheIdOfTheSubjectsSchema() {
        byte[] bytes = commands.serializer().serialize("any", submitTask("x"));

        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt())
                .isEqualTo(registry.idOf(Topics.TASK_COMMANDS.subject(), Topics.TASK_COMMANDS.schema()));
    }

    @Test
    void readsASingleRecordWrittenWithItsOwnSchemaInPlaceOfTheUnion() throws Exception {
        // given a producer that registered the record alone and leaves out all that has a default
        Schema minimal = new Schema.Parser().parse("""
                        {"type": "record", "name": "SubmitTask", "namespace": "io.nekoagents.schema.task", "fields": [
                          {"name": "task_id", "type": "string"},
                          {"name": "spec", "type": {"type": "record", "name": "TaskSpec", "fields": [
                            {"name": "task", "type": "string"}]}},
                          {"name": "requested_at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
                        """);
        int id = registry.register("other-value", minimal);
        GenericRecord spec = new GenericData.Record(minimal.getField("spec").schema());
        spec.put("task", "open the page");
        GenericRecord command = new GenericData.Record(minimal);
        command.put("task_id", "task_1");
        command.put("spec", spec);
        command.put("requested_at", 7L);

        SpecificRecord read = commands.deserializer().deserialize("any", framed(id, minimal, command));

        assertThat(read).isInstanceOfSatisfying(SubmitTask.class, submit -> {
            assertThat(submit.getTenant()).isEqualTo("default");
            assertThat(submit.getSpec().getMode()).isEqualTo(TaskMode.WEB);
            assertThat(submit.getSpec().getMaxSteps()).isEqualTo(10);
            assertThat(submit.getSpec().getOptions().getSaveScreenshots()).isTrue();
        });
    }

    @Test
    void refusesBytesWithoutTheHeader() {
        assertThatThrownBy(() ->
                        commands.deserializer().deserialize("any", "{\"task\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("agent.tasks.commands.v1")
                .hasMessageContaining("magic byte");
    }

    @Test
    void refusesAnIdThatTheRegistryDoesNotHave() {
        assertThatThrownBy(() -> commands.deserializer().deserialize("any", new byte[] {0, 0, 1, 0, 0, 0}))
                .isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void refusesTruncatedAndOverlongRecords() {
        byte[] whole = commands.serializer().serialize("any", submitTask("some words"));

        assertThatThrownBy(() -> commands.deserializer().deserialize("any", Arrays.copyOf(whole, whole.length - 9)))
                .isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> commands.deserializer().deserialize("any", Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void fromTopicsThatOthersWriteItTakesNothingThatIsTooLarge() {
        byte[] bytes = commands.serializer().serialize("any", submitTask("x".repeat(DeadLetter.MOST_BYTES)));

        assertThatThrownBy(
                        () -> AvroSerde.ofSource(Topics.TASK_COMMANDS, registry).deserialize("any", bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(bytes.length + " bytes");
        assertThat(commands.deserializer().deserialize("any", bytes)).isNotNull();
    }

    @Test
    void passesTombstonesThrough() {
        assertThat(commands.serializer().serialize("any", null)).isNull();
        assertThat(commands.deserializer().deserialize("any", null)).isNull();
    }

    private static byte[] framed(int id, Schema schema, GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static SubmitTask submitTask(String words) {
        TaskSpec spec = TaskSpec.newBuilder()
                .setTask(words)
                .setOptions(TaskOptions.newBuilder()
                        .setStartUrl("http://127.0.0.1/")
                        .build())
                .build();
        return SubmitTask.newBuilder()
                .setTaskId("task_1")
                .setSpec(spec)
                .setRequestedAt(Instant.ofEpochMilli(1_800_000_000_123L))
                .build();
    }
}
