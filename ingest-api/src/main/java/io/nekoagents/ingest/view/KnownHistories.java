package io.nekoagents.ingest.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All records of one kind of thing, as they are in the log: its commands, and the facts that its worker wrote. What
 * they come to is for who reads them; so nothing here changes when the worker is first there. What has left the log is
 * not here either. Thread-safe.
 */
public final class KnownHistories {

    /** So much of the index one page looks at. */
    private static final int LONGEST_LOOK = 10_000;

    private final HistoryKind kind;
    private final ViewStore store;
    private final RecordReader reader;
    private final Partitions partitions;
    private final AppliedOffsets applied;
    private final CatchUp catchUp;
    private final ViewTail tail;

    KnownHistories(
            HistoryKind kind,
            ViewStore store,
            RecordReader reader,
            Partitions partitions,
            AppliedOffsets applied,
            CatchUp catchUp,
            ViewTail tail) {
        this.kind = kind;
        this.store = store;
        this.reader = reader;
        this.partitions = partitions;
        this.applied = applied;
        this.catchUp = catchUp;
        this.tail = tail;
    }

    /** The name of the history of what is asked of a whole session. */
    public static String session(String sessionId) {
        return "session/" + sessionId;
    }

    /** The name of the history of what is asked of a dataset. */
    public static String dataset(String datasetId) {
        return "dataset/" + datasetId;
    }

    /** Its commands in the order of the log, then its facts in that order; none of what is not the tenant's. */
    public List<HistoryEntry<SpecificRecord>> of(String tenant, String id) {
        List<HistoryEntry<SpecificRecord>> entries = new ArrayList<>();
        if (Keys.usable(id)) {
            store.scan(kind.records(), Keys.firstOf(tenant, id), Keys.afterLastOf(tenant, id), (key, value) -> {
                LogPlace place = LogPlace.of(key);
                Source source = place.fact() ? kind.facts() : kind.commands();
                return entries.add(new HistoryEntry<>(place.offset(), reader.read(source, value)));
            });
        }
        return entries;
    }

    /** Whether there is a command after that offset, of those whose records have that key. */
    public boolean hasCommandAfter(String tenant, String id, String key, long offset) {
        LogPlace next = new LogPlace(false, partitions.of(key), offset + 1);
        LogPlace end = new LogPlace(false, partitions.of(key), Long.MAX_VALUE);
        AtomicBoolean found = new AtomicBoolean();
        store.scan(kind.records(), Keys.told(tenant, id, next), Keys.told(tenant, id, end), (_, _) -> {
            found.set(true);
            return false;
        });
        return found.get();
    }

    /**
     * The tenant's newest things, or the next ones after a place in the list.
     *
     * @param find what a thing is, by its id and the moment it was asked for; empty for one that is not to be listed
     */
    public <S> HistoryPage<S> page(
            String tenant, @Nullable PageKey after, int limit, BiFunction<String, Instant, Optional<S>> find) {
        Collecting<S> page = new Collecting<>(tenant, limit, find);
        store.scan(kind.times(), from(tenant, after), Keys.afterLastOf(tenant), page);
        Optional<PageKey> next = Optional.ofNullable(page.last)
                .filter(_ -> page.full)
                .map(key -> new PageKey(Keys.createdAt(tenant, key).toEpochMilli(), Keys.taskId(tenant, key)));
        return new HistoryPage<>(page.things, next);
    }

    private static byte[] from(String tenant, @Nullable PageKey after) {
        if (after == null) {
            return Keys.firstOf(tenant);
        }
        byte[] seen = Keys.time(tenant, Instant.ofEpochMilli(after.createdAtMillis()), after.taskId());
        return Arrays.copyOf(seen, seen.length + 1);
    }

    /** The keys under which there are such things of the tenant, by their ids; those of the newest things first. */
    public Set<String> keys(String tenant, Predicate<String> wanted) {
        Set<String> keys = new LinkedHashSet<>();
        store.scan(kind.times(), Keys.firstOf(tenant), Keys.afterLastOf(tenant), (place, value) -> {
            String key = Keys.id(value);
            if (!keys.contains(key) && wanted.test(Keys.taskId(tenant, place))) {
                keys.add(key);
            }
            return true;
        });
        return keys;
    }

    /**
     * Waits until a command is applied; false when that did not happen in time.
     *
     * @param key of the command
     * @param offset of the command in its partition; negative if the broker did not say
     */
    public boolean awaitCommand(String key, long offset, Duration longest) throws InterruptedException {
        TopicPartition log = partitions.of(kind.commands(), key);
        return offset < 0
                ? catchUp.await(List.of(log), longest)
                : applied.await(log, offset + 1, System.nanoTime() + longest.toNanos());
    }

    /** Waits until all commands that are in the log now are applied; false when that did not happen in time. */
    public boolean awaitCommands(Duration longest) throws InterruptedException {
        String topic = kind.commands().topic().name();
        return catchUp.await(
                IntStream.range(0, partitions.count())
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList(),
                longest);
    }

    /** Whether everything is known that was in the log when this process started. */
    public boolean caughtUp() {
        return tail.caughtUp();
    }

    private static final class Collecting<S> implements ViewStore.Visitor {

        private final String tenant;
        private final int limit;
        private final BiFunction<String, Instant, Optional<S>> find;
        private final List<S> things = new ArrayList<>();
        private byte @Nullable [] last;
        private int looked;
        private boolean full;

        private Collecting(String tenant, int limit, BiFunction<String, Instant, Optional<S>> find) {
            this.tenant = tenant;
            this.limit = limit;
            this.find = find;
        }

        @Override
        public boolean visit(byte[] key, byte[] value) {
            if (things.size() == limit || looked == LONGEST_LOOK) {
                full = true;
                return false;
            }
            last = key;
            looked++;
            find.apply(Keys.taskId(tenant, key), Keys.createdAt(tenant, key)).ifPresent(things::add);
            return true;
        }
    }
}
