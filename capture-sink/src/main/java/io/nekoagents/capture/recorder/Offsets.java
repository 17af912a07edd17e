package io.nekoagents.capture.recorder;

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

/** Which commands have been answered: a partition's offset may be committed up to the first that has not. */
final class Offsets {

    private final Map<TopicPartition, NavigableMap<Long, Taken>> taken = new HashMap<>();

    /** A command that was read. */
    private record Taken(String episodeId, CompletableFuture<?> answered) {}

    void take(TopicPartition partition, long offset, String episodeId, CompletableFuture<?> answered) {
        taken.computeIfAbsent(partition, _ -> new TreeMap<>()).put(offset, new Taken(episodeId, answered));
    }

    /** What may be committed. */
    Map<TopicPartition, OffsetAndMetadata> settled() {
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        taken.forEach((partition, commands) ->
                settled(commands).ifPresent(offset -> settled.put(partition, new OffsetAndMetadata(offset + 1))));
        return settled;
    }

    private static Optional<Long> settled(NavigableMap<Long, Taken> commands) {
        return commands.entrySet().stream()
                .takeWhile(command -> isAnswered(command.getValue()))
                .map(Map.Entry::getKey)
                .reduce((_, later) -> later);
    }

    /** Nobody will read those again. */
    void committed(Map<TopicPartition, OffsetAndMetadata> settled) {
        settled.forEach((partition, next) -> {
            NavigableMap<Long, Taken> commands = taken.get(partition);
            if (commands != null) {
                commands.headMap(next.offset(), false).clear();
            }
        });
    }

    private static boolean isAnswered(Taken command) {
        return command.answered().isDone() && !command.answered().isCompletedExceptionally();
    }

    /** Whether a command could not be answered, and has to be read again. */
    boolean failed() {
        return taken.values().stream()
                .flatMap(commands -> commands.values().stream())
                .anyMatch(command -> command.answered().isCompletedExceptionally());
    }

    int waiting() {
        return taken.values().stream().mapToInt(Map::size).sum();
    }

    /** Episodes of these partitions whose commands will be read again by whoever has the partitions next. */
    List<String> forget(Collection<TopicPartition> partitions) {
        List<String> open = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            NavigableMap<Long, Taken> commands = taken.remove(partition);
            if (commands != null) {
                commands.values().forEach(command -> open.add(command.episodeId()));
            }
        }
        return open;
    }

    void forgetAll() {
        taken.clear();
    }
}
