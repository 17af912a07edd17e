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
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** The things of one kind: asks for them in the log, and finds them there. Thread-safe. */
public final class Histories<S extends Asked> implements AutoCloseable {

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

    /** @param thing what the command alone comes to */
    public record Order<S>(S thing, SpecificRecord command) {}

    /** What a client asks for, for the first time. */
    @FunctionalInterface
    public interface Wish<S> {

        /** @throws ProblemException if it cannot be had as things stand now */
        Order<S> order() throws InterruptedException;
    }

    /**
     * Writes a command that asks for a thing, and waits until it is safe.
     *
     * @throws ProblemException if it cannot be had, or the log cannot be written
     */
    public Taken<S> take(Wish<S> wish) throws InterruptedException {
        Order<S> order = wish.order();
        log.append(order.thing().logKey(), order.command());
        return new Taken<>(order.thing(), true);
    }

    /**
     * As {@link #take}, where the id follows from a client's key: of several commands then the first counts. A repetition
     * is answered with it however things stand by now; the wish is only looked at where there is none.
     *
     * @param answers whether whoever asks would be content with that thing
     * @throws ProblemException if it cannot be had, the key is of something else, or the log cannot be written
     */
    public Taken<S> takeOnce(String tenant, String id, Predicate<S> answers, Wish<S> wish) throws InterruptedException {
        Optional<S> before = fold.apply(tenant, id);
        if (before.isPresent()) {
            return new Taken<>(require(before.get(), answers), false);
        }
        if (!known.caughtUp()) {
            throw ProblemException.unavailable("It is not yet known whether the key was used before");
        }
        Order<S> order;
        try {
            order = wish.order();
        } catch (ProblemException e) {
            return new Taken<>(require(unseen(tenant, id).orElseThrow(() -> e), answers), false);
        }
        long offset = log.append(order.thing().logKey(), order.command());
        if (!known.awaitCommand(order.thing().logKey(), offset, writePatience)) {
            throw ProblemException.unavailable(
                    "It was taken, but not yet found to be the first of its key. Try again with the same key");
        }
        S winner = fold.apply(tenant, id)
                .orElseThrow(() -> ProblemException.unavailable("It was forgotten meanwhile. Try again"));
        return new Taken<>(
                require(winner, answers),
                winner.requestedAt().equals(order.thing().requestedAt()));
    }

    /** What another process may have taken a moment ago. */
    private Optional<S> unseen(String tenant, String id) throws InterruptedException {
        return known.awaitCommands(readPatience) ? fold.apply(tenant, id) : Optional.empty();
    }

    private S require(S winner, Predicate<S> answers) {
        if (!answers.test(winner)) {
            throw ProblemException.conflict("The Idempotency-Key is of another %s, %s".formatted(noun, winner.id()));
        }
        return winner;
    }

    /** As far as this process has read the log. */
    public Optional<S> find(String tenant, String id) {
        return fold.apply(tenant, id);
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
     * Writes a command under each of these keys, and waits until all are safe.
     *
     * @throws ProblemException 503, if one is not known to be safe in time; each may still be written
     */
    public void appendAll(SequencedMap<String, ? extends SpecificRecord> commands) throws InterruptedException {
        log.appendAll(commands);
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
