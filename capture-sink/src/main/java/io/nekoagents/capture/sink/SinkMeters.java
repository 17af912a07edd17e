package io.nekoagents.capture.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.ShardRecords;
import io.nekoagents.schema.capture.ShardSealed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What is measured of the sink. */
final class SinkMeters {

    private static final Duration[] LIMITS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry meters;
    private final Counter samples;
    private final Counter shards;
    private final Counter bytes;
    private final Counter failures;
    private final Counter refusals;
    private final Counter diverted;
    private final Timer cuts;

    SinkMeters(MeterRegistry meters) {
        this.meters = meters;
        this.samples = Counter.builder("neko.capture.samples")
                .description("Samples committed to datasets")
                .register(meters);
        this.shards = Counter.builder("neko.capture.shards")
                .description("Shards committed to datasets")
                .register(meters);
        this.bytes = Counter.builder("neko.capture.shard.size")
                .description("Bytes of those shards, as they are stored")
                .baseUnit("bytes")
                .register(meters);
        this.failures = Counter.builder("neko.capture.sink.failures")
                .description("Times that what was not committed was thrown away, to be read again")
                .register(meters);
        this.refusals = Counter.builder("neko.capture.shards.refused")
                .description("Times that a place did not take a tenant's shards, which are kept and tried again")
                .register(meters);
        this.diverted = Counter.builder("neko.capture.shards.diverted")
                .description(
                        "Shards that were put into the dataset's own place alone, for their remote did not take them")
                .register(meters);
        // Seen as 0 before it happens, so that an alert on it can be tried.
        drops("frame_missing");
        this.cuts = Timer.builder("neko.capture.cut.time")
                .description("Sealing, uploading and committing what is open")
                .serviceLevelObjectives(LIMITS)
                .register(meters);
        List.of("frame_missing", "frame_changed", "too_large").forEach(this::drops);
    }

    void committed(List<ShardSealed> sealed, Duration time) {
        cuts.record(time);
        shards.increment(sealed.size());
        sealed.forEach(shard -> {
            samples.increment(shard.getSamples());
            bytes.increment((double) ShardRecords.stored(shard).getBytes());
        });
    }

    void dropped(String code) {
        drops(code).increment();
    }

    void failed() {
        failures.increment();
    }

    void refused() {
        refusals.increment();
    }

    void diverted(int shards) {
        diverted.increment(shards);
    }

    /** Shows who is held. */
    void watch(Holding holding, InstantSource clock) {
        Gauge.builder("neko.capture.tenants.held", holding, each -> each.held().size())
                .description("Tenants whose shards wait for a place that does not take them; the log names both")
                .strongReference(true)
                .register(meters);
        Gauge.builder("neko.capture.held.age", holding, each -> oldest(each, clock))
                .description(
                        "How long the log was told of the oldest episode that waits so; it must not outlive the log")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    private static double oldest(Holding holding, InstantSource clock) {
        return holding.held().stream()
                .mapToLong(
                        each -> Duration.between(each.told(), clock.instant()).toSeconds())
                .max()
                .orElse(0);
    }

    private Counter drops(String code) {
        return Counter.builder("neko.capture.episodes.dropped")
                .description("Episodes that could not be put into their dataset, by why")
                .tag(LogKeys.CODE, code)
                .register(meters);
    }
}
