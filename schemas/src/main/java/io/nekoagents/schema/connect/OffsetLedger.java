package io.nekoagents.schema.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which records have been answered: a partition's offset may be committed up to the first that has not. Used by one thread. */
public final class OffsetLedger {

    private final Map<TopicPartition, NavigableMap<Long, Taken>> taken = new HashMap<>();

    /** A record that was read. */
    private record Taken(String key, CompletableFuture<?> answered) {}

    public void take(TopicPartition partition, long offset, String key, CompletableFuture<?> answered) {
        taken.computeIfAbsent(partition, _ -> new TreeMap<>()).put(offset, new Taken(key, answered));
    }

    /** What may be committed. */
    public Map<TopicPartition, OffsetAndMetadata> settled() {
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        taken.forEach((partition, records) ->
                settled(records).ifPresent(offset -> settled.put(partition, new OffsetAndMetadata(offset + 1))));
        return settled;
    }

    private static Optional<Long> settled(NavigableMap<Long, Taken> records) {
        return records.entrySet().stream()
                .takeWhile(record -> isAnswered(record.getValue()))
                .map(Map.Entry::getKey)
                .reduce((_, later) -> later);
    }

    /** Nobody will read those again. */
    public void committed(Map<TopicPartition, OffsetAndMetadata> settled) {
        settled.forEach((partition, next) -> {
            NavigableMap<Long, Taken> records = taken.get(partition);
            if (records != null) {
                records.headMap(next.offset(), false).clear();
            }
        });
    }

    private static boolean isAnswered(Taken record) {
        return record.answered().isDone() && !record.answered().isCompletedExceptionally();
    }

    /** Whether a record could not be answered, and has to be read again. */
    public boolean failed() {
        return taken.values().stream()
                .flatMap(records -> records.values().stream())
                .anyMatch(record -> record.answered().isCompletedExceptionally());
    }

    /** Records that are not answered. */
    public int open() {
        return (int) taken.values().stream()
                .flatMap(records -> records.values().stream())
                .filter(record -> !record.answered().isDone())
                .count();
    }

    /** The keys of records of these partitions that will be read again by whoever has the partitions next. */
    public List<String> forget(Collection<TopicPartition> partitions) {
        List<String> open = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            NavigableMap<Long, Taken> records = taken.remove(partition);
            if (records != null) {
                records.values().forEach(record -> open.add(record.key()));
            }
        }
        return open;
    }

    public void forgetAll() {
        taken.clear();
    }
}
