package io.nekoagents.local.bench;

import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.config.DatasetSettings;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.capture.sample.FrameSettings;
import io.nekoagents.capture.sample.FrameSource;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.replay.Replay;
import io.nekoagents.local.replay.Replayed;
import io.nekoagents.local.replay.Span;
import io.nekoagents.local.replay.Wanted;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.streams.episode.EpisodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Records per second of a replay, beside a consumer that only reads the same topics. */
public final class ReplayBench implements Bench {

    private static final int TASKS = 60_000;
    private static final int STEPS = 5;
    private static final int CAPTURED_ONE_IN = 5;
    private static final int ONE_IN = 50;

    /** Not long ago: the broker drops what is older than a topic is kept for. */
    @SuppressWarnings("TimeInStaticInitializer") // one moment for all of it
    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(1));

    private static final Span ALL = new Span(BEGIN, BEGIN.plus(Duration.ofHours(20)));

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws IOException, InterruptedException {
        stack.connection().provision(stack.registry());
        progress.step("writing the history of " + TASKS + " tasks");
        Path frames = stack.home().resolve("frames");
        write(stack, frames);
        long records = TASKS * RunHistory.records(STEPS);
        progress.step("bare consumer, as a limit");
        bare(stack, records);
        double limit = bare(stack, records);
        progress.step("replay of one task in " + ONE_IN);
        replay(stack, frames, "warm", List.of("tenant=wanted"), TASKS / ONE_IN);
        Timed some = replay(stack, frames, "some", List.of("tenant=wanted"), TASKS / ONE_IN);
        progress.step("replay of none, for the cost of reading");
        Timed none = replay(stack, frames, "none", List.of("tenant=nobody"), 0);
        progress.step("replay of one task in " + CAPTURED_ONE_IN + ", for the cost of an episode");
        Timed more = replay(stack, frames, "more", List.of("mode=web"), TASKS / CAPTURED_ONE_IN);
        return new BenchReport(
                "replay",
                "history of " + TASKS + " tasks of " + STEPS + " steps, one in " + ONE_IN
                        + " wanted; from the log to shards, frames fetched; the limit reads the same topics and does"
                        + " nothing with them",
                List.of(
                        Figure.of("limit: bare consumer", limit, "records/s"),
                        Figure.of("replay, one in " + ONE_IN + " wanted", some.rate(), "records/s"),
                        Figure.atLeast("of the limit", some.rate() / limit, "×", 0.6),
                        Figure.of("replay, none wanted", none.rate(), "records/s"),
                        Figure.of("of the limit, none wanted", none.rate() / limit, "×"),
                        Figure.of("replay, one in " + CAPTURED_ONE_IN + " wanted", more.rate(), "records/s"),
                        Figure.of("episodes written then", more.episodes(), "/s")));
    }

    private static void write(BenchStack stack, Path frames) throws IOException {
        try (RunHistory history = new RunHistory(stack.connection(), stack.registry(), frames, 4)) {
            for (int i = 0; i < TASKS; i++) {
                history.write(new RunHistory.Run(
                        "task_" + i,
                        i % ONE_IN == 0 ? "wanted" : "other",
                        i % CAPTURED_ONE_IN == 0,
                        STEPS,
                        BEGIN.plusMillis(40L * i)));
            }
        }
    }

    private static double bare(BenchStack stack, long records) {
        Map<String, Object> config = Replay.reading(stack.connection(), "bench-bare");
        config.put("max.poll.records", 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Topics.TASK_EVENTS, Topics.FRAMES, Topics.ACTIONS)
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long started = System.nanoTime();
            long seen = 0;
            while (seen < records) {
                seen += consumer.poll(Duration.ofMillis(100)).count();
            }
            return records / seconds(started);
        }
    }

    private record Timed(Replayed replayed, double seconds) {

        double rate() {
            return replayed.records() / seconds;
        }

        double episodes() {
            return replayed.episodes() / seconds;
        }
    }

    private static Timed replay(BenchStack stack, Path frames, String name, List<String> where, int expected)
            throws IOException, InterruptedException {
        Binder defaults = new Binder(new MapConfigurationPropertySource());
        try (OpenStores stores = new OpenStores(defaults.bindOrCreate("neko.capture.store", StoreSettings.class))) {
            Sampler sampler =
                    new Sampler(new FrameSource(new FrameSettings(List.of(frames.toString()), 8), stores), List.of());
            Replay replay = new Replay(
                    stack.connection(),
                    stack.registry(),
                    sampler,
                    defaults.bindOrCreate("neko.streams.episodes", EpisodeSettings.class)
                            .limits(),
                    new Configs(defaults.bindOrCreate("neko.capture", DatasetSettings.class)));
            ShardFormat format = new ShardFormat(
                    Sampler.columns("episodes"), Compression.parse("none"), List.of(Hash.SHA1), 512L << 20);
            long started = System.nanoTime();
            Replayed replayed = replay.run(
                    new Replay.Order(ALL, Wanted.where(where, false), "episodes", format),
                    stack.home().resolve(name),
                    _ -> {});
            double seconds = seconds(started);
            if (!replayed.missing().isEmpty() || replayed.episodes() != expected) {
                throw new BenchFailedException("Not all " + expected + " episodes were replayed: " + replayed);
            }
            return new Timed(replayed, seconds);
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
