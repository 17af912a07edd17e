package io.nekoagents.ingest.speech;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.history.Histories.Order;
import io.nekoagents.ingest.history.Histories.Taken;
import io.nekoagents.ingest.history.Histories.Wish;
import io.nekoagents.ingest.history.Ids;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.session.Sessions;
import io.nekoagents.ingest.view.KnownHistories;
import io.nekoagents.ingest.voice.KnownVoices;
import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Puts what is to be spoken into the log, and what is to fall silent. */
@Component
final class Speaking {

    private static final Ids IDS = new Ids("speech_");

    private final Histories<SpeechRequest> requests;
    private final KnownHistories known;
    private final KnownVoices voices;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Duration patience;
    private final Counter taken;

    Speaking(
            Histories<SpeechRequest> requests,
            @Qualifier("knownSpeech") KnownHistories known,
            KnownVoices voices,
            Sessions sessions,
            InstantSource clock,
            ApiSettings settings,
            MeterRegistry meters) {
        this.requests = requests;
        this.known = known;
        this.voices = voices;
        this.sessions = sessions;
        this.clock = clock;
        this.patience = settings.readTimeout();
        this.taken = Counter.builder("neko.tts.requests")
                .description("Requests to speak that were taken")
                .register(meters);
    }

    /** @throws ProblemException if it breaks a rule, the key is of another request, or the log cannot be written */
    Taken<SpeechRequest> speak(Caller caller, SpeakRequest request, @Nullable String key) throws InterruptedException {
        Instant now = now();
        SpeakText command = request.whole(idOf(caller, request, key, now), caller.tenant(), key, now);
        requireSound(SpeechRules.violations(command));
        return take(caller, new Order<>(SpeechRequest.of(command, 0), command), key != null);
    }

    /** @throws ProblemException if it breaks a rule, the key is of another request, or the log cannot be written */
    Taken<SpeechRequest> begin(Caller caller, SpeakRequest request, @Nullable String key) throws InterruptedException {
        Instant now = now();
        StartSpeech command = request.begin(idOf(caller, request, key, now), caller.tenant(), key, now);
        requireSound(SpeechRules.violations(command));
        return take(caller, new Order<>(SpeechRequest.of(command, 0), command), key != null);
    }

    /** @throws ProblemException if it breaks a rule, the key is of another request, or the log cannot be written */
    Taken<SpeechRequest> synthesize(Caller caller, SpeakRequest request, @Nullable String key)
            throws InterruptedException {
        Instant now = now();
        SynthesizeSpeech command = request.synthesis(idOf(caller, request, key, now), caller.tenant(), key, now);
        requireSound(SpeechRules.violations(command));
        return take(caller, new Order<>(SpeechRequest.of(command, 0), command), key != null);
    }

    /** A key is of its session, or of no session: that of another one is in another order, of which nothing here can be said. */
    private static String idOf(Caller caller, SpeakRequest request, @Nullable String key, Instant now) {
        return key == null ? IDS.fresh(now) : IDS.derived(caller.tenant(), request.session(), key);
    }

    private Taken<SpeechRequest> take(Caller caller, Order<SpeechRequest> order, boolean keyed)
            throws InterruptedException {
        SpeechRequest request = order.thing();
        Wish<SpeechRequest> wish = () -> {
            requireThere(caller, request);
            return order;
        };
        Taken<SpeechRequest> result = keyed
                ? requests.takeOnce(request.tenant(), request.id(), before -> before.answers(request), wish)
                : requests.take(wish);
        if (result.first()) {
            taken.increment();
        }
        return result;
    }

    /** Its voice and its session: both may go again, and what was taken before stays taken. */
    private void requireThere(Caller caller, SpeechRequest request) throws InterruptedException {
        String voiceId = request.style().getVoiceId();
        if (voiceId != null && voices.look(caller.tenant(), voiceId).isEmpty()) {
            throw ProblemException.invalid(List.of(new Violation("voice_id", "must be one of the tenant's voices")));
        }
        String session = request.sessionId();
        if (session != null) {
            requireSound(
                    sessions.violation(caller, "session_id", session).stream().toList());
        }
    }

    /** @throws ProblemException if there is no such stream, it has ended, or has no room for more */
    SpeechRequest append(Caller caller, String requestId, String text, @Nullable Integer sequence)
            throws InterruptedException {
        SpeechRequest request = stream(caller, requestId);
        AppendSpeech piece = new AppendSpeech(request.id(), request.tenant(), request.logKey(), sequence, text, now());
        requireSound(SpeechRules.violations(piece));
        if (request.words().repeats(piece)) {
            return request;
        }
        if (request.words().complete() || request.progress().ended() || request.stopAsked()) {
            throw ProblemException.conflict("The request takes no more text");
        }
        if (!request.words().hasRoomFor(piece)) {
            throw ProblemException.conflict("A stream has at most %d characters in %d pieces; begin another"
                    .formatted(SpeechRules.MAX_STREAM_CHARACTERS, SpeechRules.MAX_STREAM_PIECES));
        }
        requests.append(request.logKey(), piece);
        return request.evolve(piece);
    }

    private static void requireSound(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    /** @throws ProblemException if there is no such stream */
    SpeechRequest end(Caller caller, String requestId) throws InterruptedException {
        SpeechRequest request = stream(caller, requestId);
        if (request.words().complete() || request.progress().ended()) {
            return request;
        }
        EndSpeech end = new EndSpeech(request.id(), request.tenant(), request.logKey(), now());
        requests.append(request.logKey(), end);
        return request.evolve(end);
    }

    private SpeechRequest stream(Caller caller, String requestId) throws InterruptedException {
        if (requestId.isEmpty()) {
            throw ProblemException.invalid(List.of(new Violation("request_id", "must be given")));
        }
        SpeechRequest request = requests.requireLatest(caller, requestId);
        if (!request.words().stream()) {
            throw ProblemException.conflict("The request came as a whole, and takes no more text");
        }
        return request;
    }

    /**
     * Has a session, or every session in which speech of the tenant has not ended, fall silent.
     *
     * @param sessionId null for all
     * @return the sessions that were told
     */
    List<String> stop(Caller caller, @Nullable String sessionId) throws InterruptedException {
        Instant now = now();
        if (sessionId != null) {
            StopSpeech command = new StopSpeech(sessionId, caller.tenant(), now);
            requireSound(SpeechRules.violations(command));
            requests.append(sessionId, command);
            return List.of(sessionId);
        }
        SequencedMap<String, StopSpeech> commands = new LinkedHashMap<>();
        for (String session : sessions(caller)) {
            StopSpeech command = new StopSpeech(session, caller.tenant(), now);
            // In a session that cannot be, nothing is spoken.
            if (SpeechRules.violations(command).isEmpty()) {
                commands.put(session, command);
            }
        }
        requests.appendAll(commands);
        return List.copyOf(commands.sequencedKeySet());
    }

    /** What was taken before is known before: nothing of it goes on. */
    private Set<String> sessions(Caller caller) throws InterruptedException {
        if (!known.awaitCommands(patience) || !known.caughtUp()) {
            throw ProblemException.unavailable("It is not yet known where there is speech; name the session_id");
        }
        String tenant = caller.tenant();
        return known.keys(
                tenant,
                id -> requests.find(tenant, id)
                        .filter(request -> request.sessionId() != null
                                && !request.progress().ended())
                        .isPresent());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
