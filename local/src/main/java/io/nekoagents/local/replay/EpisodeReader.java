package io.nekoagents.local.replay;

import io.nekoagents.capture.sample.Episode;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.schema.wire.UnknownSchemaException;
import io.nekoagents.schema.wire.UnreadableRecordException;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.episode.EpisodeAssembly;
import io.nekoagents.streams.episode.EpisodeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The finished episodes of one partition of the history, in the order in which they end. For one thread. */
final class EpisodeReader implements AutoCloseable {

    /** What tells of episodes; facts of tasks first, as they come first where times are equal. */
    private static final List<Topic<? extends SpecificRecord>> TOPICS =
            List.of(Topics.TASK_EVENTS, Topics.FRAMES, Topics.ACTIONS, Topics.CAPTURE_RECORDINGS);

    private static final int FACTS = TOPICS.indexOf(Topics.TASK_EVENTS);
    private static final int RECORDINGS = TOPICS.indexOf(Topics.CAPTURE_RECORDINGS);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final PartitionHistory history;
    private final List<? extends Deserializer<? extends SpecificRecord>> formats;
    private final EpisodeAssembly assembly;
    private final Wanted wanted;
    private final Span span;

    /** Tasks under way that are not wanted: what else there is of them need not even be decoded. */
    private final Set<String> passedOver = new HashSet<>();

    private final Deque<Episode> finished = new ArrayDeque<>();
    private final List<EpisodePart> parts = new ArrayList<>();
    private Instant ticked;
    private boolean over;
    private long records;
    private long unreadable;

    EpisodeReader(
            KafkaConnection connection,
            SchemaRegistry registry,
            int partition,
            Span span,
            Wanted wanted,
            EpisodeLimits limits) {
        this.history = new PartitionHistory(connection, TOPICS, partition, span);
        this.formats = TOPICS.stream()
                .map(topic -> AvroSerde.of(topic, registry).deserializer())
                .toList();
        this.assembly = new EpisodeAssembly(limits, wanted::includes);
        this.wanted = wanted;
        this.span = span;
        this.ticked = span.from();
    }

    /** The topics, by which one can tell how many partitions there are. */
    static List<Topic<? extends SpecificRecord>> topics() {
        return TOPICS;
    }

    /**
     * The next finished episode that is wanted; empty at the end of the span.
     *
     * @throws io.nekoagents.schema.wire.RegistryUnavailableException if the registry does not answer
     */
    Optional<Episode> next() {
        while (finished.isEmpty() && !over) {
            history.next().ifPresentOrElse(this::take, this::end);
        }
        return Optional.ofNullable(finished.poll());
    }

    /** Records read so far. */
    long records() {
        return records;
    }

    /** Those that nobody could read, or that can be of no episode. */
    long unreadable() {
        return unreadable;
    }

    private void take(PartitionHistory.Entry entry) {
        records++;
        ConsumerRecord<String, byte[]> record = entry.record();
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (!at.isBefore(ticked.plus(TICK))) {
            collect(assembly.tick(at));
            ticked = at;
        }
        boolean ofRun = entry.topic() != FACTS && entry.topic() != RECORDINGS;
        if (ofRun && passedOver.contains(record.key())) {
            return;
        }
        try {
            SpecificRecord value = formats.get(entry.topic()).deserialize(record.topic(), record.value());
            if (value != null) {
                note(record.key(), value);
                collect(assembly.accept(record.key(), value, at));
            }
        } catch (UnreadableRecordException | UnknownSchemaException | UnusableRecordException _) {
            // The topology has put it into the topic's dead letters.
            unreadable++;
        }
    }

    private void note(String key, SpecificRecord value) {
        switch (value) {
            case TaskSubmitted fact when !wanted.includes(fact) -> passedOver.add(key);
            case TaskCompleted _, TaskFailed _, TaskCancelled _, TaskTimedOut _, TaskRejected _ ->
                passedOver.remove(key);
            default -> {}
        }
    }

    private void end() {
        collect(assembly.tick(span.to()));
        over = true;
    }

    /** The parts of an episode are told in one go with its end. */
    private void collect(List<SpecificRecord> told) {
        for (SpecificRecord record : told) {
            switch (record) {
                case EpisodePart part -> parts.add(part);
                case EpisodeFinished end -> finish(end, end.getSubject());
                default -> {}
            }
        }
    }

    private void finish(EpisodeFinished end, @Nullable EpisodeSubject subject) {
        if (subject != null && wanted.includes(end)) {
            List<EpisodeFrame> frames = new ArrayList<>();
            List<EpisodeAction> actions = new ArrayList<>();
            parts.forEach(part -> {
                frames.addAll(part.getFrames());
                actions.addAll(part.getActions());
            });
            finished.add(new Episode(end.getEpisodeId(), end.getTenant(), subject, frames, actions));
        }
        parts.clear();
    }

    @Override
    public void close() {
        history.close();
    }
}
