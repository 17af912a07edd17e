package io.nekoagents.tts.speech;

import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** Everything that this worker has to speak: a queue for each session, and one for files. Commands come on one thread. */
final class Speeches {

    private static final CompletableFuture<Void> NOTHING_TO_DO = CompletableFuture.completedFuture(null);

    private final Speech.Tools tools;
    private final FileDesk files;
    private final Memory memory;
    private final Script.Timing timing;
    private final Map<String, SessionQueue> queues = new HashMap<>();

    Speeches(Speech.Tools tools, FileDesk files, Memory memory, Script.Timing timing) {
        this.tools = tools;
        this.files = files;
        this.memory = memory;
        this.timing = timing;
    }

    /**
     * Carries out a command.
     *
     * @param key of its record
     * @return done when it need not be read again
     */
    CompletableFuture<Void> take(String key, SpecificRecord command) {
        return switch (command) {
            case SpeakText speak -> speak(key, speak);
            case StartSpeech start -> start(key, start);
            case AppendSpeech piece -> append(piece);
            case EndSpeech end -> end(end);
            case StopSpeech stop -> stop(stop);
            case SynthesizeSpeech synthesize -> synthesize(key, synthesize);
            default ->
                throw new IllegalArgumentException(
                        "Not a command of speech: " + command.getSchema().getName());
        };
    }

    private CompletableFuture<Void> speak(String key, SpeakText command) {
        Request request = Request.of(command);
        List<Violation> violations = misplaced(key, "session_id", request.key(), SpeechRules.violations(command));
        Past past = memory.of(request.id());
        return take(
                new Speech(
                        request,
                        Script.whole(command.getText(), past.resumeAt()),
                        past,
                        command.getRequestedAt(),
                        tools),
                violations,
                past);
    }

    private CompletableFuture<Void> start(String key, StartSpeech command) {
        Request request = Request.of(command);
        List<Violation> violations = misplaced(key, "session_id", request.key(), SpeechRules.violations(command));
        Past past = memory.of(request.id());
        return take(
                new Speech(request, new Script(timing, past.resumeAt()), past, command.getRequestedAt(), tools),
                violations,
                past);
    }

    private CompletableFuture<Void> take(Speech speech, List<Violation> violations, Past past) {
        Request request = speech.request();
        if (past.ended()
                || queue(request.key()).find(request.tenant(), request.id()).isPresent()) {
            return NOTHING_TO_DO;
        }
        if (!violations.isEmpty()) {
            speech.fail(invalid(violations));
            return speech.settled();
        }
        return queue(request.key()).take(speech);
    }

    private CompletableFuture<Void> append(AppendSpeech piece) {
        List<Violation> violations = SpeechRules.violations(piece);
        SessionQueue queue = queue(piece.getSessionId());
        if (violations.isEmpty()) {
            queue.append(piece);
        } else {
            queue.find(piece.getTenant(), piece.getRequestId()).ifPresent(speech -> speech.fail(invalid(violations)));
        }
        return NOTHING_TO_DO;
    }

    private CompletableFuture<Void> end(EndSpeech end) {
        queue(end.getSessionId()).end(end);
        return NOTHING_TO_DO;
    }

    private CompletableFuture<Void> stop(StopSpeech stop) {
        return queue(stop.getSessionId()).stop(stop);
    }

    private CompletableFuture<Void> synthesize(String key, SynthesizeSpeech command) {
        Request request = Request.of(command);
        if (memory.of(request.id()).ended() || files.works(request.id())) {
            return NOTHING_TO_DO;
        }
        List<Violation> violations = misplaced(key, "request_id", request.key(), SpeechRules.violations(command));
        return violations.isEmpty()
                ? files.take(request, command.getText(), memory.of(request.id()))
                : files.refuse(request, invalid(violations));
    }

    /** Two workers must not speak in one session, which its key alone sees to. */
    private static List<Violation> misplaced(String key, String field, String wanted, List<Violation> others) {
        if (key.equals(wanted)) {
            return others;
        }
        List<Violation> all = new ArrayList<>(others);
        all.add(new Violation(field, "must be the record's key"));
        return all;
    }

    private static SpeechFailedException invalid(List<Violation> violations) {
        return new SpeechFailedException("invalid_command", Violation.sentence(violations));
    }

    private SessionQueue queue(String key) {
        queues.values().removeIf(SessionQueue::idle);
        return queues.computeIfAbsent(key, _ -> new SessionQueue());
    }

    /** Falls silent in those sessions, and leaves what is open there to another worker. */
    void abandon(Collection<String> keys) {
        for (String key : keys) {
            Optional.ofNullable(queues.remove(key)).ifPresent(SessionQueue::abandon);
            files.abandon(key);
        }
    }

    void abandonAll() {
        queues.values().forEach(SessionQueue::abandon);
        queues.clear();
        files.abandonAll();
    }
}
