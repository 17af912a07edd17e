package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;

/** What is to be spoken in one session: one request after the other, in the order of the log. */
final class SessionQueue {

    /** A session that is asked for more speaks for hours. */
    static final int MOST_WAITING = 500;

    private final SequencedMap<String, Speech> open = new LinkedHashMap<>();
    private boolean speaking;

    /** Takes a request; it begins when those before it have ended. */
    synchronized CompletableFuture<Void> take(Speech speech) {
        if (open.size() >= MOST_WAITING) {
            speech.fail(new SpeechFailedException(
                    "queue_full", "%d requests wait in this session already".formatted(MOST_WAITING)));
            return speech.settled();
        }
        open.put(speech.request().id(), speech);
        speech.queued();
        next();
        return speech.settled();
    }

    synchronized Optional<Speech> find(String tenant, String requestId) {
        return Optional.ofNullable(open.get(requestId))
                .filter(speech -> speech.request().tenant().equals(tenant));
    }

    /** What comes for a request that is not there, or takes no more, counts for nothing. */
    void append(AppendSpeech piece) {
        find(piece.getTenant(), piece.getRequestId())
                .ifPresent(speech -> speech.script().append(piece.getSequence(), piece.getText()));
    }

    void end(EndSpeech end) {
        find(end.getTenant(), end.getRequestId())
                .ifPresent(speech -> speech.script().end());
    }

    /** Done when the log has it of each. */
    CompletableFuture<Void> stop(StopSpeech stop) {
        List<Speech> stopped = new ArrayList<>(all());
        stopped.removeIf(speech -> !speech.request().tenant().equals(stop.getTenant()));
        stopped.forEach(Speech::stop);
        return CompletableFuture.allOf(stopped.stream().map(Speech::settled).toArray(CompletableFuture[]::new));
    }

    /** Another goes on with them. */
    void abandon() {
        all().forEach(Speech::abandon);
    }

    synchronized boolean idle() {
        forget();
        return open.isEmpty();
    }

    /** One that has ended is known until the log knows it, so that its like is not taken for another one. */
    private void forget() {
        open.values().removeIf(speech -> speech.settled().isDone());
    }

    private synchronized List<Speech> all() {
        return List.copyOf(open.values());
    }

    private synchronized void next() {
        forget();
        Optional<Speech> first =
                open.values().stream().filter(speech -> !speech.ended()).findFirst();
        if (!speaking && first.isPresent()) {
            speaking = true;
            first.get().begin(this::done);
        }
    }

    private synchronized void done() {
        speaking = false;
        next();
    }
}
