package io.nekoagents.capture.recorder;

import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.connect.CommandGroup;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * Has recordings begun and ended as the log asks. When a partition goes to another recorder, so do the episodes whose
 * commands it will read again; others go on where they are.
 */
record EpisodeOffice(Recordings recordings) implements CommandGroup.Office<SpecificRecord> {

    static final String GROUP = "neko-capture-recorder";

    private static final int MOST_OPEN = 256;

    /** @param client of the broker */
    static CommandGroup.Member member(String client) {
        return new CommandGroup.Member(GROUP, client, MOST_OPEN, Map.of("max.poll.records", 100));
    }

    @Override
    public CompletableFuture<?> take(String key, SpecificRecord command) {
        return switch (command) {
            case RecordEpisode record -> recordings.record(record);
            case EndEpisode end -> recordings.end(end);
            // Others read those.
            default -> CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public void abandon(Collection<String> episodes) {
        episodes.forEach(recordings::abandon);
    }
}
