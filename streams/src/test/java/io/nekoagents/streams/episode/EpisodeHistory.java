package io.nekoagents.streams.episode;

import static io.nekoagents.streams.episode.EpisodeRecords.LIMITS;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.task.TaskSubmitted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Episodes lived through: records in, what is told of them out. */
final class EpisodeHistory {

    private final EpisodeAssembly assembly;
    private final List<SpecificRecord> told = new ArrayList<>();
    private Instant now = EpisodeRecords.START;

    EpisodeHistory() {
        this(EpisodeAssembly::asked);
    }

    EpisodeHistory(Predicate<TaskSubmitted> captured) {
        this.assembly = new EpisodeAssembly(LIMITS, captured);
    }

    EpisodeHistory then(SpecificRecord... records) {
        for (SpecificRecord each : records) {
            told.addAll(assembly.accept((String) each.get(0), each, now));
        }
        return this;
    }

    /** The records come at this time, in seconds from the beginning. */
    EpisodeHistory at(double seconds, SpecificRecord... records) {
        now = EpisodeRecords.at(seconds);
        return then(records);
    }

    EpisodeHistory tick(double seconds) {
        now = EpisodeRecords.at(seconds);
        told.addAll(assembly.tick(now));
        return this;
    }

    List<SpecificRecord> told() {
        return told;
    }

    List<String> names() {
        return told.stream().map(each -> each.getSchema().getName()).toList();
    }

    <T> T only(Class<T> type) {
        List<T> found = told.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError("There is not one " + type.getSimpleName() + " in " + names());
        }
        return found.getFirst();
    }

    EpisodeFinished finished() {
        return only(EpisodeFinished.class);
    }

    List<EpisodePart> parts() {
        return told.stream()
                .filter(EpisodePart.class::isInstance)
                .map(EpisodePart.class::cast)
                .toList();
    }

    List<EpisodeFrame> frames() {
        return parts().stream().flatMap(part -> part.getFrames().stream()).toList();
    }

    List<EpisodeAction> actions() {
        return parts().stream().flatMap(part -> part.getActions().stream()).toList();
    }

    boolean isEmpty() {
        return assembly.isEmpty();
    }
}
