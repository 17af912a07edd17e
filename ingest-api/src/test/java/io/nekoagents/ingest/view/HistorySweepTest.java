package io.nekoagents.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistorySweepTest {

    private static final TopicPartition COMMANDS = new TopicPartition(Topics.SPEECH_REQUESTS.name(), 2);
    private static final TopicPartition OTHERS = new TopicPartition(Topics.SPEECH_REQUESTS.name(), 1);
    private static final TopicPartition FACTS = new TopicPartition(Topics.SPEECH_EVENTS.name(), 2);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RecordReader reader = new RecordReader(registry);

    private final ViewStore store;

    HistorySweepTest(@TempDir Path folder) {
        this.store = ViewStore.open(folder, "test");
    }

    @BeforeEach
    void register() {
        registry.register(Topics.SPEECH_REQUESTS.subject(), Topics.SPEECH_REQUESTS.schema());
        registry.register(Topics.SPEECH_EVENTS.subject(), Topics.SPEECH_EVENTS.schema());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void forgetsWhatTheLogNoLongerHasAndNothingElse() {
        // Given
        add(Source.SPEECH_REQUESTS, 2, 4, speak("speech_old", 1));
        add(Source.SPEECH_REQUESTS, 2, 5, speak("speech_new", 2));
        add(Source.SPEECH_REQUESTS, 1, 4, speak("speech_elsewhere", 3));
        add(Source.SPEECH_EVENTS, 2, 4, new SpeechQueued("speech_old", "t", "room", "w", Instant.EPOCH));

        // When
        new HistorySweep(store, reader).forgetBefore(Map.of(COMMANDS, 5L, OTHERS, 0L, FACTS, 4L));

        // Then
        assertThat(ids(Column.SPEECH_TIMES)).containsExactly("speech_elsewhere", "speech_new");
        assertThat(store.values(Column.SPEECH))
                .as("two commands, and the fact that outlives its command until it leaves the log itself")
                .hasSize(3);
    }

    @Test
    void keepsCommandsBeforeFactsAndTenantsApart() {
        // Given
        add(Source.SPEECH_EVENTS, 2, 0, new SpeechQueued("speech_1", "t", "room", "w", Instant.EPOCH));
        add(Source.SPEECH_REQUESTS, 2, 9, speak("speech_1", 1));
        add(Source.SPEECH_EVENTS, 2, 1, new SpeechQueued("speech_1", "u", "room", "w", Instant.EPOCH));

        // When
        List<Boolean> facts = new ArrayList<>();
        store.scan(
                Column.SPEECH,
                Keys.firstOf("t", "speech_1"),
                Keys.afterLastOf("t", "speech_1"),
                (key, _) -> facts.add(LogPlace.of(key).fact()));

        // Then
        assertThat(facts).containsExactly(false, true);
    }

    private void add(Source source, int partition, long offset, SpecificRecord record) {
        try (ViewBatch batch = new ViewBatch(store, reader, new Partitions(1), Workload.load(store, reader))) {
            batch.add(source, "room", partition, offset, bytes(source, record));
            batch.write(Map.of());
        }
    }

    private byte[] bytes(Source source, SpecificRecord record) {
        Topic<SpecificRecord> topic = source == Source.SPEECH_EVENTS ? Topics.SPEECH_EVENTS : Topics.SPEECH_REQUESTS;
        return AvroSerde.of(topic, registry).serializer().serialize(topic.name(), record);
    }

    private List<String> ids(Column column) {
        List<String> ids = new ArrayList<>();
        store.scan(column, new byte[0], null, (key, _) -> ids.add(Keys.taskId("t", key)));
        return ids;
    }

    private static SpeakText speak(String id, long atMillis) {
        return new SpeakText(
                id,
                "t",
                "room",
                "Hi.",
                new SpeechStyle(null, new SpeechParams(null, null)),
                null,
                null,
                Instant.ofEpochMilli(atMillis));
    }
}
