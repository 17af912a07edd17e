package io.nekoagents.ingest.history;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.page.PageQuery;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.HistoryPage;
import io.nekoagents.ingest.view.KnownHistories;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;

/** The things of one kind: asks for them in the log, and finds them there. Thread-safe. */
public final class Histories<S extends Asked<S>> implements AutoCloseable {

    private final String noun;
    private final KnownHistories known;
    private final BiFunction<String, String, Optional<S>> fold;
    private final LogWriter<SpecificRecord> log;
    private final Duration readPatience;
    private final Duration writePatience;

    /**
     * @param noun what a thing is called, with its article left out
     * @param fold what a thing is, by its tenant and id
     * @param log of their commands; closed with this
     */
    public Histories(
            String noun,
            KnownHistories known,
            BiFunction<String, String, Optional<S>> fold,
            LogWriter<SpecificRecord> log,
            ApiSettings settings) {
        this.noun = noun;
        this.known = known;
        this.fold = fold;
        this.log = log;
        this.readPatience = settings.readTimeout();
        this.writePatience = settings.writeTimeout();
    }

    /** @param first false where it had been asked for before */
    public record Taken<S>(S thing, boolean first) {}

    /**
     * Writes a command that asks for a thing, and waits until it is safe.
     *
     * @param thing what the command alone comes to
     * @param keyed whether its id follows from a client's key: of several commands then the first counts
     * @throws ProblemException if the key is of something else, or the log cannot be written
     */
    public Taken<S> take(S thing, SpecificRecord command, boolean keyed) throws InterruptedException {
        if (!keyed) {
            log.append(thing.logKey(), command);
            return new Taken<>(thing, true);
        }
        Optional<S> before = fold.apply(thing.tenant(), thing.id());
        if (before.isPresent()) {
            return repeated(before.get(), thing);
        }
        if (!known.caughtUp()) {
            throw ProblemException.unavailable("It is not yet known whether the key was used before");
        }
        long offset = log.append(thing.logKey(), command);
        if (!known.awaitCommand(thing.logKey(), offset, writePatience)) {
            throw ProblemException.unavailable(
                    "It was taken, but not yet found to be the first of its key. Try again with the same key");
        }
        return repeated(
                fold.apply(thing.tenant(), thing.id())
                        .orElseThrow(() -> ProblemException.unavailable("It was forgotten meanwhile. Try again")),
                thing);
    }

    private Taken<S> repeated(S winner, S thing) {
        if (!winner.answers(thing)) {
            throw ProblemException.conflict("The Idempotency-Key is of another %s, %s".formatted(noun, winner.id()));
        }
        return new Taken<>(winner, winner.requestedAt().equals(thing.requestedAt()));
    }

    /**
     * Writes another command, and waits until it is safe.
     *
     * @return its offset, or -1 if the broker did not tell
     * @throws ProblemException 503, if it is not known to be safe in time; it may still be written
     */
    public long append(String logKey, SpecificRecord command) throws InterruptedException {
        return log.append(logKey, command);
    }

    /**
     * The caller's thing, one that was asked for a moment ago included.
     *
     * @throws ProblemException 404 if the caller's tenant has no such thing, 503 if that is not yet known
     */
    public S require(Caller caller, String id) throws InterruptedException {
        Optional<S> found = fold.apply(caller.tenant(), id);
        if (found.isPresent()) {
            return found.get();
        }
        boolean everything = known.awaitCommands(readPatience) && known.caughtUp();
        return fold.apply(caller.tenant(), id)
                .orElseThrow(() -> everything
                        ? ProblemException.missing("There is no %s %s".formatted(noun, id))
                        : ProblemException.unavailable(
                                "It is not yet known whether the %s %s is there".formatted(noun, id)));
    }

    /**
     * The caller's thing with all that any process has asked of it until now.
     *
     * @throws ProblemException 404 if the caller's tenant has no such thing, 503 if what the log says is not known in time
     */
    public S requireLatest(Caller caller, String id) throws InterruptedException {
        if (!known.awaitCommands(readPatience)) {
            throw ProblemException.unavailable("It is not yet known how the %s %s stands".formatted(noun, id));
        }
        return require(caller, id);
    }

    /** The caller's things, newest first. */
    public HistoryPage<S> page(Caller caller, PageQuery query) {
        // Under one id there may be several commands; only the one that counts is listed, where it belongs.
        return known.page(
                caller.tenant(),
                query.after(),
                query.limit(),
                (id, asked) -> fold.apply(caller.tenant(), id)
                        .filter(thing -> thing.requestedAt().equals(asked)));
    }

    @Override
    public void close() {
        log.close();
    }
}
