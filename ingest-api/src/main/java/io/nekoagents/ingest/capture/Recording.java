package io.nekoagents.ingest.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.history.Histories.Order;
import io.nekoagents.ingest.history.Histories.Taken;
import io.nekoagents.ingest.history.Histories.Wish;
import io.nekoagents.ingest.history.Ids;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.session.Sessions;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what is to be recorded into the log, and its end. */
@Component
final class Recording {

    private static final Ids IDS = new Ids("ep_");

    private final Histories<Episode> episodes;
    private final CaptureConfigs configs;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Counter taken;

    Recording(
            Histories<Episode> episodes,
            CaptureConfigs configs,
            Sessions sessions,
            InstantSource clock,
            MeterRegistry meters) {
        this.episodes = episodes;
        this.configs = configs;
        this.sessions = sessions;
        this.clock = clock;
        this.taken = Counter.builder("neko.capture.episodes")
                .description("Episodes to record that were taken")
                .register(meters);
    }

    /** @throws ProblemException if it breaks a rule, the key is of another episode, or the log cannot be written */
    Taken<Episode> record(Caller caller, EpisodeRequest request, @Nullable String key) throws InterruptedException {
        Instant now = now();
        String id = key == null ? IDS.fresh(now) : IDS.derived(caller.tenant(), key);
        CaptureOptions plain = CaptureOptions.newBuilder().build();
        requireNone(CaptureRules.violations(request.command(id, caller.tenant(), plain, key, now)));
        Wish<Episode> wish = () -> {
            CaptureOptions usual = configs.of(caller.tenant()).getOptions();
            return order(caller, request.command(id, caller.tenant(), usual, key, now));
        };
        Taken<Episode> result = key == null
                ? episodes.take(wish)
                : episodes.takeOnce(caller.tenant(), id, before -> before.answers(request), wish);
        if (result.first()) {
            taken.increment();
        }
        return result;
    }

    private Order<Episode> order(Caller caller, RecordEpisode command) throws InterruptedException {
        requireNone(CaptureRules.violations(command));
        requireNone(sessions.violation(caller, "neko_session_id", command.getSessionId()).stream()
                .toList());
        return new Order<>(Episode.of(command), command);
    }

    private static void requireNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    /**
     * Ends the recording.
     *
     * @param discard whether what was recorded is thrown away
     * @throws ProblemException if there is no such episode, or it has ended
     */
    Episode end(Caller caller, String episodeId, boolean discard) throws InterruptedException {
        Episode episode = episodes.requireLatest(caller, episodeId);
        if (episode.ended()) {
            throw ProblemException.conflict("The episode has ended; what is in a dataset is not taken out again");
        }
        Boolean before = episode.endAsked();
        if (before != null && (before || !discard)) {
            return episode;
        }
        EndEpisode command = new EndEpisode(episode.id(), episode.tenant(), discard, now());
        episodes.append(episode.logKey(), command);
        return episode.evolve(command);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
