package io.nekoagents.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.capture.sample.Episode;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.schema.wire.UnknownSchemaException;
import io.nekoagents.schema.wire.UnreadableRecordException;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.episode.EpisodeAssembly;
import io.nekoagents.streams.episode.EpisodeLimits;
import java.nio.ByteBuffer;
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

    private static final int FACTS = 0;
    private static final int RECORDINGS = 3;

    private static final long TICK_MILLIS = 1_000;

    private final PartitionHistory history;
    private final List<? extends Deserializer<? extends SpecificRecord>> formats;
    private final FactGlance glance;
    private final EpisodeAssembly assembly;
    private final Wanted wanted;
    private final Span span;

    /** Keys of tasks under way that are not wanted: what else there is of them need not even be decoded. */
    private final Set<ByteBuffer> passedOver = new HashSet<>();

    private final Deque<Episode> finished = new ArrayDeque<>();
    private final List<EpisodePart> parts = new ArrayList<>();
    private long ticked;
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
        this.glance = new FactGlance(registry);
        this.assembly = new EpisodeAssembly(limits, wanted::includes);
        this.wanted = wanted;
        this.span = span;
        this.ticked = span.from().toEpochMilli();
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
            if (history.advance()) {
                take(history.topic(), history.record());
            } else {
                end();
            }
        }
        return Optional.ofNullable(finished.poll());
    }

    /** Records read so far. */
    long records() {
        return records;
    }

    /** Those that nobody could read, or that can be of no episode; of what is not wanted nobody knows. */
    long unreadable() {
        return unreadable;
    }

    private void take(int topic, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        records++;
        if (record.timestamp() >= ticked + TICK_MILLIS) {
            ticked = record.timestamp();
            collect(assembly.tick(Instant.ofEpochMilli(ticked)));
        }
        if (!isPassedOver(topic, record)) {
            accept(topic, record);
        }
    }

    private boolean isPassedOver(int topic, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return switch (topic) {
            case FACTS -> isOfUnwanted(record.key(), record.value());
            case RECORDINGS -> false;
            default -> passedOver.contains(record.key());
        };
    }

    /** Before a task is known, and after it has ended, the assembly says what becomes of a record. */
    private boolean isOfUnwanted(ByteBuffer key, @Nullable ByteBuffer value) {
        return switch (glance.at(value)) {
            case FactGlance.Seen.Submitted(var task) -> {
                boolean unwanted = !wanted.includes(task);
                if (unwanted) {
                    passedOver.add(copy(key));
                }
                yield unwanted || passedOver.contains(key);
            }
            case FactGlance.Seen.Ended() -> passedOver.remove(key);
            case FactGlance.Seen.Other() -> passedOver.contains(key);
            case FactGlance.Seen.Unclear() -> false;
        };
    }

    /** A key as it is read is a piece of what was fetched, and would keep all of it. */
    private static ByteBuffer copy(ByteBuffer key) {
        return ByteBuffer.allocate(key.remaining()).put(key.duplicate()).flip();
    }

    private void accept(int topic, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        try {
            SpecificRecord value = formats.get(topic).deserialize(record.topic(), record.headers(), record.value());
            if (value != null) {
                String key = UTF_8.decode(record.key().duplicate()).toString();
                collect(assembly.accept(key, value, Instant.ofEpochMilli(record.timestamp())));
            }
        } catch (UnreadableRecordException | UnknownSchemaException | UnusableRecordException _) {
            // The topology has put it into the topic's dead letters.
            unreadable++;
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
