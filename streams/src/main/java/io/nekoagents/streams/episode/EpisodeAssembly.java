package io.nekoagents.streams.episode;

import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The assembly of episodes in memory, for whoever reads the log once more: the same records in, the same episodes out. Not
 * thread-safe.
 */
public final class EpisodeAssembly {

    private final EpisodeAssembler assembler;
    private final MemoryStore store = new MemoryStore();
    private final List<SpecificRecord> told = new ArrayList<>();

    /** Captures the tasks that ask for it. */
    public EpisodeAssembly(EpisodeLimits limits) {
        this(limits, EpisodeAssembly::asked);
    }

    /** @param captured whether a task's run becomes an episode */
    public EpisodeAssembly(EpisodeLimits limits, Predicate<TaskSubmitted> captured) {
        this.assembler = new EpisodeAssembler(
                limits, new EpisodeDecision(limits, captured), store, (_, record) -> told.add(record));
    }

    /** Whether a task asks to be captured. */
    public static boolean asked(TaskSubmitted fact) {
        return fact.getSpec().getOptions().getEnableCapture();
    }

    /**
     * Takes a record of a task (its facts, frames and actions) or of a recording; records of one key in the order of their
     * time.
     *
     * @param at when it was written
     * @return what is told of the episode then
     * @throws UnusableRecordException if it is a record of another kind, under another key, or can be in no episode
     */
    public List<SpecificRecord> accept(String key, SpecificRecord record, Instant at) {
        assembler.accept(key, record, at);
        return take();
    }

    /** Lets time pass, for every episode. */
    public List<SpecificRecord> tick(Instant at) {
        assembler.tick(at, Integer.MAX_VALUE);
        return take();
    }

    /** Whether nothing is open, and nothing is remembered. */
    public boolean isEmpty() {
        return store.isEmpty();
    }

    private List<SpecificRecord> take() {
        List<SpecificRecord> taken = List.copyOf(told);
        told.clear();
        return taken;
    }
}
