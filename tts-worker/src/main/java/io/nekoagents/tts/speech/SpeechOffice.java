package io.nekoagents.tts.speech;

import io.nekoagents.schema.connect.CommandGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Has spoken what the log asks for. What others have spoken of it already is recalled before it is read.
 *
 * @param territory is told which partitions of the requests this worker has
 */
record SpeechOffice(Speeches speeches, History history, Consumer<Set<Integer>> territory)
        implements CommandGroup.Office<SpecificRecord> {

    private static final String GROUP = "neko-tts";
    private static final int MOST_OPEN = 10_000;

    /** A worker that dies is silent until its sessions are another's. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(10);

    /** @param client of the broker */
    static CommandGroup.Member member(String client) {
        int session = Math.toIntExact(GIVEN_UP.toMillis());
        return new CommandGroup.Member(
                GROUP, client, MOST_OPEN, Map.of("session.timeout.ms", session, "heartbeat.interval.ms", session / 5));
    }

    @Override
    public CompletableFuture<Void> take(String key, SpecificRecord request) {
        return speeches.take(key, request);
    }

    @Override
    public void abandon(Collection<String> keys) {
        speeches.abandon(keys);
    }

    @Override
    public void abandonAll() {
        speeches.abandonAll();
    }

    @Override
    public void comes(Map<TopicPartition, Long> beginnings) {
        history.recall(beginnings);
    }

    @Override
    public void has(Set<Integer> partitions) {
        territory.accept(partitions);
    }
}
