package io.nekoagents.streams.episode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What is measured of episodes. A transaction that is tried again counts twice. */
final class EpisodeMeters {

    private final Counter finished;
    private final Counter discarded;
    private final Counter failed;
    private final Map<EpisodeChange.Reason, Counter> ignored = new EnumMap<>(EpisodeChange.Reason.class);

    EpisodeMeters(MeterRegistry meters) {
        this.finished = ended(meters, "finished");
        this.discarded = ended(meters, "discarded");
        this.failed = ended(meters, "failed");
        for (EpisodeChange.Reason reason : EpisodeChange.Reason.values()) {
            if (reason != EpisodeChange.Reason.IRRELEVANT) {
                ignored.put(
                        reason,
                        Counter.builder("neko.episode.records.ignored")
                                .description("Records that are in no episode, by why")
                                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
        }
    }

    private static Counter ended(MeterRegistry meters, String ending) {
        return Counter.builder("neko.episodes.ended")
                .description("Episodes that ended, by how")
                .tag("ending", ending)
                .register(meters);
    }

    void told(SpecificRecord record) {
        switch (record) {
            case EpisodeFinished _ -> finished.increment();
            case EpisodeDiscarded _ -> discarded.increment();
            case EpisodeFailed _ -> failed.increment();
            default -> {}
        }
    }

    void ignored(EpisodeChange.Reason reason) {
        Counter counter = ignored.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
