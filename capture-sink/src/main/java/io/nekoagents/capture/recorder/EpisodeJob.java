package io.nekoagents.capture.recorder;

import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeEnd;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An episode that is asked for, from the command, or the line of chat, to its end. Thread-safe. */
final class EpisodeJob {

    private final String tenant;
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private @Nullable Recording recording;
    private @Nullable EndEpisode asked;
    private boolean abandoned;

    EpisodeJob(String tenant) {
        this.tenant = tenant;
    }

    String tenant() {
        return tenant;
    }

    /** Done when the log has its beginning, or why it did not begin. */
    CompletableFuture<Void> answered() {
        return answered;
    }

    /** Done when the log has its end. */
    CompletableFuture<Void> over() {
        return over;
    }

    synchronized Optional<Recording> recording() {
        return Optional.ofNullable(recording);
    }

    /** Ends it, at once or as soon as it has begun. */
    synchronized void ask(EndEpisode command) {
        asked = command;
        if (recording != null) {
            recording.end(EpisodeEnd.ASKED, command.getDiscard());
        }
    }

    /** Whether it may begin here; another recorder may have been left to do so. */
    synchronized boolean begins(Recording made) {
        recording = abandoned ? null : made;
        return !abandoned;
    }

    /** What was asked for before it had begun is done now. */
    synchronized void begun() {
        if (asked != null && recording != null) {
            recording.end(EpisodeEnd.ASKED, asked.getDiscard());
        }
    }

    synchronized boolean abandoned() {
        return abandoned;
    }

    /** Leaves it to another recorder: it does not begin here any more. What has begun is to be handed over. */
    synchronized Optional<Recording> abandon() {
        abandoned = true;
        return Optional.ofNullable(recording);
    }

    void answer() {
        answered.complete(null);
    }

    void close() {
        answered.complete(null);
        over.complete(null);
    }

    /** Nobody was answered. */
    void fail(RuntimeException problem) {
        answered.completeExceptionally(problem);
        over.completeExceptionally(problem);
    }
}
