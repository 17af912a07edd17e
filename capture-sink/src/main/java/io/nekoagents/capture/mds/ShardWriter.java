package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One shard while it fills. Samples go to a file beside, since what stands before them, their number and offsets, is
 * known only at the end; no sample is kept in memory. After it is sealed the writer is empty and takes the samples of
 * the next shard, into the same file: to write pages that are there costs a tenth of making new ones. Closing discards
 * what is not sealed. For one thread.
 */
public final class ShardWriter implements AutoCloseable {

    private final ShardFormat format;
    private final byte[] config;
    private final Path folder;
    private final Path body;
    private final FileChannel channel;
    private final SampleEnds ends = new SampleEnds();
    private long written;
    private @Nullable Sample measured;
    private @Nullable EncodedSample encoded;

    private ShardWriter(ShardFormat format, Path folder, Path body, FileChannel channel) {
        this.format = format;
        this.config = PythonJson.write(MdsIndex.config(format)).getBytes(StandardCharsets.UTF_8);
        this.folder = folder;
        this.body = body;
        this.channel = channel;
    }

    /** In a folder that only this process writes to. */
    public static ShardWriter open(Path folder, ShardFormat format) throws IOException {
        Path body = Files.createTempFile(folder, "shard", ".open");
        FileChannel channel = FileChannel.open(body, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new ShardWriter(format, folder, body, channel);
    }

    public long samples() {
        return ends.size();
    }

    /** The uncompressed size that the shard would have if it were sealed now. */
    public long bytes() {
        return headerBytes(ends.size()) + written;
    }

    /** Throws what {@link #add} throws for a sample that no shard could take. */
    public boolean fits(Sample sample) {
        return headerBytes(ends.size() + 1) + written + encode(sample).size() <= format.ceiling();
    }

    /** Of a sample that {@link #fits}. */
    public void add(Sample sample) throws IOException {
        if (!fits(sample)) {
            throw new IllegalStateException("the shard is full");
        }
        EncodedSample parts = encode(sample);
        measured = null;
        encoded = null;
        channel.position(written);
        write(parts.lengths().duplicate());
        for (Datum datum : parts.data()) {
            write(datum);
        }
        written += parts.size();
        ends.add(written);
    }

    /** What was asked about is mostly what is added next, and is not encoded twice. */
    @SuppressWarnings("ReferenceEquality")
    private EncodedSample encode(Sample sample) {
        EncodedSample parts = encoded;
        if (measured != sample || parts == null) {
            parts = EncodedSample.of(format, sample);
            long alone = headerBytes(1) + parts.size();
            if (alone > format.ceiling()) {
                throw new SampleTooLargeException(alone, format.ceiling());
            }
            measured = sample;
            encoded = parts;
        }
        return parts;
    }

    private void write(Datum datum) throws IOException {
        switch (datum) {
            case Datum.InMemory memory -> write(memory.bytes().duplicate());
            case Datum.InFile(Path file, long size) -> {
                try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
                    long copied = 0;
                    while (copied < size) {
                        long more = from.transferTo(copied, size - copied, channel);
                        if (more <= 0) {
                            throw new MdsFormatException(file, "became shorter while it was read");
                        }
                        copied += more;
                    }
                }
            }
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private long headerBytes(long samples) {
        return 4 + 4 * (samples + 1) + config.length;
    }

    /** The shard under a name in the same folder, on the disk for good. Nothing of it is left if this fails. */
    public SealedShard seal(String basename) throws IOException {
        return seal(ShardName.of(basename));
    }

    public SealedShard seal(ShardName name) throws IOException {
        RawShard raw = new RawShard(ends.header(config), channel, written, ends.size());
        SealedShard sealed = new Sealing(format, folder, name).seal(raw);
        ends.clear();
        written = 0;
        return sealed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(body);
    }
}
