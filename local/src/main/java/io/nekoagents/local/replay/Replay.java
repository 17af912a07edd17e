package io.nekoagents.local.replay;

import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.MdsWriter;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.SampleTooLargeException;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.capture.sample.Episode;
import io.nekoagents.capture.sample.EpisodeRefusedException;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.episode.EpisodeLimits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.util.FileSystemUtils;

/** Rebuilds a dataset from what the log has. */
public final class Replay {

    /** Bytes of an episode that is made in memory; a few are at a time. */
    private static final int SMALL = 8 << 20;

    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Sampler sampler;
    private final EpisodeLimits limits;
    private final Configs configs;

    /**
     * @param limits by which episodes are assembled; those of the topology give what it gave
     * @param configs takes tenants' configurations; one of the sink's settings takes those that it took
     */
    public Replay(
            KafkaConnection connection,
            SchemaRegistry registry,
            Sampler sampler,
            EpisodeLimits limits,
            Configs configs) {
        this.configs = configs;
        this.connection = connection;
        this.registry = registry;
        this.sampler = sampler.inMemory(SMALL);
        this.limits = limits;
    }

    /**
     * What is made.
     *
     * @param layout of samples: episodes or steps
     * @param format whose columns are those of the layout
     */
    public record Order(Span span, Wanted wanted, String layout, ShardFormat format) {}

    /** Samples of one episode, or why there are none; their files are in the folder. */
    private record Made(Episode episode, List<Sample> samples, Path folder, Optional<Replayed.Missing> missing) {}

    /**
     * Writes the dataset; the index last. Nothing is written by which a folder would look like one if this fails.
     *
     * @param folder without a dataset in it
     * @param written is told how many episodes there are, one after the other
     * @throws ReplayFailedException if the log or the stores cannot be read
     * @throws IOException if the folder cannot be written
     */
    public Replayed run(Order order, Path folder, IntConsumer written) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("neko-replay");
        try (MdsWriter writer = MdsWriter.create(folder, order.format());
                Histories histories =
                        new Histories(connection, registry, partitions(), order.span(), order.wanted(), limits);
                Making making = new Making(TenantConfigs.read(connection, registry, configs, order.layout()), work)) {
            List<Replayed.Missing> missing = new ArrayList<>();
            int episodes = 0;
            for (Optional<Made> next = making.next(histories); next.isPresent(); next = making.next(histories)) {
                Optional<Replayed.Missing> refused = write(writer, next.get());
                refused.ifPresent(missing::add);
                if (refused.isEmpty()) {
                    episodes++;
                    written.accept(episodes);
                }
                making.clear(next.get().folder());
            }
            MdsIndex index = writer.finish();
            Histories.Count read = histories.counted();
            long bytes = index.shards().stream()
                    .mapToLong(shard -> shard.file().bytes())
                    .sum();
            return new Replayed(
                    read.records(),
                    read.unreadable(),
                    episodes,
                    index.samples(),
                    index.shards().size(),
                    bytes,
                    missing);
        } finally {
            FileSystemUtils.deleteRecursively(work);
        }
    }

    private static Optional<Replayed.Missing> write(MdsWriter writer, Made made) throws IOException {
        if (made.missing().isPresent()) {
            return made.missing();
        }
        try {
            // All of an episode is in the dataset, or nothing.
            made.samples().forEach(writer::check);
            for (Sample sample : made.samples()) {
                writer.write(sample);
            }
            return Optional.empty();
        } catch (SampleTooLargeException e) {
            return Optional.of(new Replayed.Missing(made.episode().id(), "too_large", String.valueOf(e.getMessage())));
        }
    }

    /** How a consumer reads history: all of it is there, so that the broker need not wait for more. */
    public static Map<String, Object> reading(KafkaConnection connection, String clientId) {
        Map<String, Object> config = new HashMap<>(connection.client(clientId));
        config.put("isolation.level", "read_committed");
        config.put("fetch.max.wait.ms", 5);
        return config;
    }

    private int partitions() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                reading(connection, "neko-replay"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.partitionsFor(Topics.TASK_EVENTS.name()).size();
        }
    }

    /** Makes the samples of a few episodes ahead, and gives them in order. */
    private final class Making implements AutoCloseable {

        private static final int AHEAD = 2;

        private final ExecutorService threads = Executors.newFixedThreadPool(
                AHEAD, Thread.ofPlatform().name("samples-", 0).daemon().factory());
        private final Deque<Future<Made>> ahead = new ArrayDeque<>();
        private final TenantConfigs configs;

        /** For those that are made ahead and the one that is written: to make a folder for each takes its time. */
        private final BlockingQueue<Path> folders = new ArrayBlockingQueue<>(AHEAD + 1);

        private Making(TenantConfigs configs, Path work) throws IOException {
            this.configs = configs;
            while (folders.remainingCapacity() > 0) {
                folders.add(Files.createTempDirectory(work, "episode"));
            }
        }

        private Optional<Made> next(Histories histories) throws InterruptedException {
            while (ahead.size() < AHEAD) {
                Optional<Episode> episode = histories.next();
                if (episode.isEmpty()) {
                    break;
                }
                ahead.add(threads.submit(() -> make(episode.get())));
            }
            return ahead.isEmpty() ? Optional.empty() : Optional.of(await(ahead.remove()));
        }

        private Made make(Episode episode) throws IOException {
            Path folder = folders.remove();
            CaptureConfig config = configs.of(episode.tenant());
            try {
                return new Made(episode, sampler.samples(episode, config, folder), folder, Optional.empty());
            } catch (EpisodeRefusedException e) {
                return new Made(
                        episode,
                        List.of(),
                        folder,
                        Optional.of(new Replayed.Missing(episode.id(), e.code(), String.valueOf(e.getMessage()))));
            }
        }

        /** What was made there is in a shard, or will not be. */
        private void clear(Path folder) throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            folders.add(folder);
        }

        private static Made await(Future<Made> made) throws InterruptedException {
            try {
                return made.get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                String problem = cause instanceof StoreException ? "Frames could not be read: " : "";
                throw new ReplayFailedException(problem + cause.getMessage(), cause);
            }
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
