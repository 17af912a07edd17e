package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewTailTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MONTH_AGO = NOON.minus(Duration.ofDays(30));

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RecordReader reader = new RecordReader(registry);
    private final Partitions partitions = new Partitions(1);
    private final AppliedOffsets applied = new AppliedOffsets();
    private final MockConsumer<byte[], byte[]> log = new MockConsumer<>("earliest");
    private final ViewStore store;
    private final ViewTail tail;

    ViewTailTest(@TempDir Path folder) {
        Topics.all().forEach(topic -> registry.register(topic.subject(), topic.schema()));
        this.store = ViewStore.open(folder, "test");
        Workload workload = Workload.load(store, reader);
        Admin noBroker = (Admin)
                Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, _) -> {
                    throw new AssertionError("The broker is asked: " + method);
                });
        CatchUp catchUp = new CatchUp(new LogEnds(noBroker), applied);
        ViewMemory memory =
                new ViewMemory(workload, List.of(), DeliveryView.load(store, reader, partitions, applied, catchUp));
        this.tail = new ViewTail(log, partitions, store, reader, memory, applied, new TaskSignals(), () -> NOON);
    }

    @AfterEach
    void close() {
        tail.close();
        store.close();
    }

    @Test
    void leavesOutWhatIsDueToLeaveTheLogButIsStillThere() {
        // Given
        Topic<SpecificRecord> topic = Topics.SPEECH_REQUESTS;
        Topic<Voice> compacted = Topics.VOICES;

        // When
        tell(List.of(
                record(topic, 0, MONTH_AGO.minusMillis(1), speak("speech_over")),
                record(topic, 1, MONTH_AGO, speak("speech_kept")),
                record(topic, 2, NOON, speak("speech_new")),
                record(compacted, 0, MONTH_AGO.minusMillis(1), voice())));

        // Then
        List<String> known = new ArrayList<>();
        store.scan(Column.SPEECH_TIMES, new byte[0], null, (key, _) -> known.add(Keys.taskId("t", key)));
        assertThat(known).containsExactlyInAnyOrder("speech_kept", "speech_new");
        assertThat(store.values(Column.VOICES)).as("of a compacted topic").hasSize(1);
    }

    private void tell(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> begins = partitions.all().stream().collect(Collectors.toMap(each -> each, _ -> 0L));
        log.updateBeginningOffsets(begins);
        log.updateEndOffsets(begins);
        log.schedulePollTask(() -> records.forEach(log::addRecord));
        tail.start();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            Awaitility.await("the record at " + each.offset() + " of " + each.topic() + " is read")
                    .until(() -> applied.next(partition) > each.offset());
        }
    }

    private <V extends SpecificRecord> ConsumerRecord<byte[], byte[]> record(
            Topic<V> topic, long offset, Instant at, V value) {
        return new ConsumerRecord<>(
                topic.name(),
                0,
                offset,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "room".getBytes(UTF_8),
                AvroSerde.of(topic, registry).serializer().serialize(topic.name(), value),
                new RecordHeaders(),
                Optional.empty());
    }

    private static Voice voice() {
        return Voice.newBuilder()
                .setVoiceId("voice")
                .setCreatedAt(NOON)
                .setUpdatedAt(NOON)
                .build();
    }

    private static SpeakText speak(String id) {
        SpeechStyle plain = new SpeechStyle(null, new SpeechParams(null, null));
        return new SpeakText(id, "t", "room", "Hi.", plain, null, null, NOON);
    }
}
