package io.nekoagents.capture.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.ShardRecords;
import io.nekoagents.schema.capture.ShardSealed;
import java.time.Duration;
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

    private Counter drops(String code) {
        return Counter.builder("neko.capture.episodes.dropped")
                .description("Episodes that could not be put into their dataset, by why")
                .tag(LogKeys.CODE, code)
                .register(meters);
    }
}
