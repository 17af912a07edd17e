package io.nekoagents.local.replay;

import java.util.List;

/**
 * What became of a replay.
 *
 * @param records of the log that were read
 * @param unreadable of them, that nobody could read; what is of no wanted task is not looked into
 * @param episodes in the dataset
 * @param missing episodes that could not be put into it
 */
public record Replayed(
        long records, long unreadable, int episodes, long samples, int shards, long bytes, List<Missing> missing) {

    public Replayed {
        missing = List.copyOf(missing);
    }

    /**
     * An episode that is not in the dataset.
     *
     * @param code for programs, such as frame_missing
     * @param problem for a person
     */
    public record Missing(String episodeId, String code, String problem) {}
}
