package io.nekoagents.capture.sink;

import io.nekoagents.capture.dataset.DatasetKey;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.SealedShard;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.capture.mds.ShardName;
import io.nekoagents.capture.mds.ShardWriter;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.schema.capture.CaptureConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A tenant's shard while it fills, and those before it that are full and not committed. For one thread. */
final class OpenShard implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Their ids are to fit into the record of the shard. */
    private static final int MOST_EPISODES = 8_000;

    /** What a sample may have beside its files, when it is estimated. */
    private static final long WORDS = 16 << 10;

    private final CaptureConfig config;
    private final ShardFormat format;
    private final Path work;
    private final Pins pins = new Pins();
    private final Set<String> all = new HashSet<>();
    private final List<Filled> full = new ArrayList<>();
    private Set<String> episodes = new LinkedHashSet<>();
    private ShardWriter writer;

    /** @param work folder for it alone, which goes with it */
    OpenShard(CaptureConfig config, Path work) throws IOException {
        this.config = config;
        this.work = work;
        Folders.empty(work);
        this.format = new ShardFormat(
                Sampler.columns(config.getLayout()),
                Compression.parse(config.getCompression()),
                config.getHashes().stream().map(Hash::parse).toList(),
                config.getShardSizeBytes());
        this.writer = ShardWriter.open(work, format);
    }

    /** A shard that takes no more. */
    record Filled(SealedShard shard, List<String> episodes) {}

    CaptureConfig config() {
        return config;
    }

    DatasetKey dataset() {
        return new DatasetKey(config.getTenant(), config.getLayout());
    }

    boolean has(String episodeId) {
        return all.contains(episodeId);
    }

    /** Where the log tells of what is in it. */
    Pins pins() {
        return pins;
    }

    boolean isEmpty() {
        return writer.samples() == 0 && full.isEmpty();
    }

    /**
     * Whether all of an episode goes in.
     *
     * @throws io.nekoagents.capture.mds.SampleTooLargeException if no shard could take one of the samples
     */
    boolean hasRoomFor(List<Sample> samples, Path files) throws IOException {
        boolean each = true;
        for (Sample sample : samples) {
            each &= writer.fits(sample);
        }
        return each
                && episodes.size() < MOST_EPISODES
                && (samples.size() < 2
                        || writer.bytes() + Folders.bytes(files) + samples.size() * WORDS < format.sizeLimit());
    }

    /** Adds an episode; one that no single shard can hold goes on in the next. */
    void add(String episodeId, List<Sample> samples, Instant now) throws IOException {
        for (Sample sample : samples) {
            if (!writer.fits(sample)) {
                roll(now);
            }
            writer.add(sample);
            episodes.add(episodeId);
        }
        all.add(episodeId);
    }

    private void roll(Instant now) throws IOException {
        ShardWriter filled = writer;
        full.add(seal(now));
        writer = ShardWriter.open(work, format);
        filled.close();
        episodes = new LinkedHashSet<>();
    }

    /** Seals what there is; nothing more is added. */
    List<Filled> sealAll(Instant now) throws IOException {
        List<Filled> all = new ArrayList<>(full);
        if (writer.samples() > 0) {
            all.add(seal(now));
        }
        return all;
    }

    private Filled seal(Instant now) throws IOException {
        String stamp = STAMP.format(now);
        SealedShard shard =
                writer.seal(ShardName.of(Hash.SHA256, hex -> "shard." + stamp + "." + hex.substring(0, 16) + ".mds"));
        return new Filled(shard, List.copyOf(episodes));
    }

    /** Throws away what is open or sealed. */
    @Override
    public void close() throws IOException {
        writer.close();
        Folders.delete(work);
    }
}
