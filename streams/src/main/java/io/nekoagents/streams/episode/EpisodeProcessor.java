package io.nekoagents.streams.episode;

import static java.util.Objects.requireNonNull;

import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the episodes of one partition. Time is the log's: the time of the newest record, and this process' own only
 * once nothing has been read for a while, for a process that catches up must not take for silence what it has yet to read.
 */
final class EpisodeProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Duration TICK = Duration.ofMillis(250);

    /** Ends may be long, and a transaction must not be. */
    private static final int DUE_AT_ONCE = 25;

    private final EpisodeLimits limits;
    private final Duration catchUp;
    private final EpisodeMeters meters;

    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable EpisodeAssembler assembler;
    private Instant clock = Instant.EPOCH;
    private Instant readLast = Instant.EPOCH;

    /** @param catchUp without a record for so long, the log is taken to be read to its end */
    EpisodeProcessor(EpisodeLimits limits, Duration catchUp, EpisodeMeters meters) {
        this.limits = limits;
        this.catchUp = catchUp;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.assembler = new EpisodeAssembler(
                limits,
                new EpisodeDecision(limits, EpisodeAssembly::asked),
                new StreamStore(context),
                new EpisodeAssembler.Out() {
                    @Override
                    public void tell(String episodeId, SpecificRecord record) {
                        meters.told(record);
                        forward(episodeId, record);
                    }

                    @Override
                    public void ignored(EpisodeChange.Reason reason) {
                        meters.ignored(reason);
                    }
                });
        this.readLast = now();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    @Override
    public void process(Record<String, SpecificRecord> input) {
        SpecificRecord value = input.value();
        if (value == null) {
            throw new UnusableRecordException("The record has no value");
        }
        readLast = now();
        Instant at = earlier(Instant.ofEpochMilli(input.timestamp()), readLast);
        clock = clock.isAfter(at) ? clock : at;
        requireNonNull(assembler).accept(input.key(), value, at);
    }

    private void tick() {
        Instant now = now();
        boolean quiet = !now.isBefore(readLast.plus(catchUp));
        requireNonNull(assembler).tick(quiet ? now : clock, DUE_AT_ONCE);
    }

    private void forward(String episodeId, SpecificRecord record) {
        requireNonNull(context).forward(new Record<>(episodeId, record, now().toEpochMilli()));
    }

    /** A producer whose clock is ahead ends nobody's episode. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant now() {
        return Instant.ofEpochMilli(requireNonNull(context).currentSystemTimeMs());
    }
}
