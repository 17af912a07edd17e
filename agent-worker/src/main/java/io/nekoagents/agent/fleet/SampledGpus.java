package io.nekoagents.agent.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What GPUs told last: a driver that hangs keeps the one thread waiting that asks it, and neither heartbeats nor metrics. */
final class SampledGpus implements Gpus, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SampledGpus.class);
    private static final Duration STALE = Duration.ofSeconds(30);

    private final Gpus asked;
    private final InstantSource clock;
    private final Duration every;
    private final Thread thread;

    private volatile @Nullable Sample last;

    private record Sample(OptionalDouble utilization, Instant at) {}

    /** @param every time between two samples */
    SampledGpus(Gpus asked, InstantSource clock, Duration every) {
        this.asked = asked;
        this.clock = clock;
        this.every = every;
        this.thread = Thread.ofPlatform().name("gpus").daemon(true).start(this::sample);
    }

    /** Empty also if nothing was told in the last 30 s. */
    @Override
    public OptionalDouble utilization() {
        Sample sample = last;
        if (sample == null || clock.instant().isAfter(sample.at().plus(STALE))) {
            return OptionalDouble.empty();
        }
        return sample.utilization();
    }

    private void sample() {
        try {
            while (true) {
                ask();
                TimeUnit.NANOSECONDS.sleep(every.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().log("The GPUs are no longer asked");
        }
    }

    private void ask() {
        try {
            last = new Sample(asked.utilization(), clock.instant());
        } catch (RuntimeException e) { // the edge of this thread
            LOG.atWarn().setCause(e).log("The GPUs could not be asked");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
