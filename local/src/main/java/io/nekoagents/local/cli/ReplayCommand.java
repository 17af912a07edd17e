package io.nekoagents.local.cli;

import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.config.DatasetSettings;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.capture.sample.FrameSettings;
import io.nekoagents.capture.sample.FrameSource;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.local.replay.Replay;
import io.nekoagents.local.replay.ReplayFailedException;
import io.nekoagents.local.replay.Replayed;
import io.nekoagents.local.replay.Span;
import io.nekoagents.local.replay.Wanted;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.episode.EpisodeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Rebuilds a dataset from the log alone: the same span gives the same bytes.",
            "Episodes that began before the span or end after it are not in it."
        },
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "First moment, such as 2026-01-31T08:00:00Z.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "First moment after the span.")
    private String to = "";

    @Option(
            names = "--where",
            paramLabel = "KEY=VALUE",
            description = "Only episodes of this tenant, episode_id, task_id, session_id, mode, origin, outcome or end;"
                    + " may be given again.")
    private List<String> where = new ArrayList<>();

    @Option(names = "--all-tasks", description = "Also tasks that did not ask to be captured.")
    private boolean allTasks;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|s3://…",
            description = "Where to; no dataset may be there.")
    private String out = "";

    @Option(
            names = "--layout",
            defaultValue = "episodes",
            description = "episodes or steps (default: ${DEFAULT-VALUE}).")
    private String layout = "episodes";

    @Option(
            names = "--compression",
            defaultValue = "zstd:6",
            description = "As in CAPTURE_COMPRESSION (default: ${DEFAULT-VALUE}).")
    private String compression = "zstd:6";

    @Option(names = "--hashes", split = ",", defaultValue = "sha1", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> hashes = List.of("sha1");

    @Option(names = "--shard-bytes", defaultValue = "536870912", description = "Default: ${DEFAULT-VALUE}.")
    private long shardBytes = 536_870_912;

    @Option(
            names = "--frames",
            split = ",",
            paramLabel = "DIR|s3://…",
            description = "Where frames are (default: those of the stack).")
    private List<String> frames = new ArrayList<>();

    @Option(names = "--s3-endpoint", paramLabel = "URL", description = "Of a store that is not AWS.")
    private @Nullable URI endpoint;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Default: that of the stack started by `up`.")
    private @Nullable String kafka;

    @Option(names = "--registry", paramLabel = "URL", description = "Default: that of the stack started by `up`.")
    private @Nullable URI registry;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:NEKO_HOME:-.neko}",
            description = "Home of the stack (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".neko");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter printer = spec.commandLine().getOut();
        Replay.Order order = order();
        Address place = understood("--out", () -> Address.ofSetting(out));
        try (OpenStores stores = new OpenStores(storeSettings())) {
            Replayed replayed = replayTo(place, stores, order);
            print(replayed, printer);
            return replayed.missing().isEmpty() ? 0 : 1;
        } catch (ReplayFailedException | StoreException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Replay.Order order() {
        Span span = understood("", () -> new Span(time("--from", from), time("--to", to)));
        Wanted wanted = understood("", () -> Wanted.where(where, allTasks));
        ShardFormat format = understood(
                "",
                () -> new ShardFormat(
                        Sampler.columns(layout),
                        Compression.parse(compression),
                        hashes.stream().map(Hash::parse).toList(),
                        shardBytes));
        return new Replay.Order(span, wanted, layout, format);
    }

    private Replayed replayTo(Address place, OpenStores stores, Replay.Order order)
            throws IOException, InterruptedException {
        return switch (place) {
            case Address.OfFolder(Path folder) -> replay(stores).run(order, folder, this::progress);
            case Address.OfBucket bucket -> {
                Store store = stores.at(bucket);
                if (store.size(MdsIndex.BASENAME).isPresent()) {
                    throw new CommandFailedException(bucket + " has a dataset in it");
                }
                Path folder = Files.createTempDirectory("neko-dataset");
                try {
                    Replayed replayed = replay(stores).run(order, folder, this::progress);
                    upload(folder, store);
                    yield replayed;
                } finally {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        };
    }

    /** The index last: it names only what is there. */
    private static void upload(Path folder, Store store) throws IOException {
        for (var shard : MdsIndex.read(folder).shards()) {
            String name = shard.file().basename();
            store.put(name, folder.resolve(name));
        }
        store.put(MdsIndex.BASENAME, folder.resolve(MdsIndex.BASENAME));
    }

    private Replay replay(OpenStores stores) {
        KafkaConnection connection = kafka != null && registry != null
                ? KafkaConnection.of(kafka, registry)
                : connectionOf(RunningStack.require(home));
        SchemaRegistry schemas = connection.registry();
        List<String> kept = frames.isEmpty()
                ? List.of(home.resolve("frames").toAbsolutePath().toString())
                : frames;
        FrameSource source = new FrameSource(new FrameSettings(kept, 8), stores);
        return new Replay(
                connection,
                schemas,
                new Sampler(source, List.of()),
                bound("neko.streams.episodes", EpisodeSettings.class).limits(),
                new Configs(datasetSettings()));
    }

    /** Of the sink, by which it takes tenants' configurations or not; without a word, those of the local stack's. */
    private DatasetSettings datasetSettings() {
        StandardEnvironment environment = new StandardEnvironment();
        String places = home.toAbsolutePath().resolve("datasets/{tenant}").toString();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("local stack", Map.of("neko.capture.remote-places", places)));
        return Binder.get(environment).bindOrCreate("neko.capture", DatasetSettings.class);
    }

    private KafkaConnection connectionOf(RunningStack stack) {
        return KafkaConnection.of(
                Objects.requireNonNullElse(kafka, stack.kafka()),
                Objects.requireNonNullElse(registry, stack.registry()));
    }

    private StoreSettings storeSettings() {
        StoreSettings usual = bound("neko.capture.store", StoreSettings.class);
        return endpoint == null
                ? usual
                : new StoreSettings(endpoint, usual.s3Timeout(), usual.s3Patience(), usual.s3Tries());
    }

    /** What the environment says, as the services read it. */
    private static <T> T bound(String prefix, Class<T> type) {
        return Binder.get(new StandardEnvironment()).bindOrCreate(prefix, type);
    }

    private void progress(int episodes) {
        if (episodes % 100 == 0) {
            spec.commandLine().getErr().println(episodes + " episodes");
        }
    }

    private void print(Replayed replayed, PrintWriter printer) {
        replayed.missing()
                .forEach(each ->
                        printer.printf("left out  %s  %s: %s%n", each.episodeId(), each.code(), each.problem()));
        printer.printf("records   %,d, of which unreadable %,d%n", replayed.records(), replayed.unreadable());
        printer.printf("episodes  %,d%n", replayed.episodes());
        printer.printf(
                "samples   %,d in %,d shards, %,d bytes%n", replayed.samples(), replayed.shards(), replayed.bytes());
        printer.printf("dataset   %s%n", out);
        printer.flush();
    }

    private static Instant time(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " must be a time such as 2026-01-31T08:00:00Z, not " + text, e);
        }
    }

    private <T> T understood(String option, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), (option + " " + e.getMessage()).strip(), e);
        }
    }
}
