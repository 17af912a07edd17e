package io.nekoagents.capture.mds;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A dataset in a folder. Whatever in it is not as its index says ends in an {@link MdsFormatException} that names the
 * file; no length that a file claims is allocated before the file is known to be as long.
 */
public final class MdsReader {

    private final Path folder;
    private final MdsIndex index;

    private MdsReader(Path folder, MdsIndex index) {
        this.folder = folder;
        this.index = index;
    }

    public static MdsReader open(Path folder) throws IOException {
        return new MdsReader(folder, MdsIndex.read(folder));
    }

    public MdsIndex index() {
        return index;
    }

    public long samples() {
        return index.samples();
    }

    /** All samples in order, of which one is in memory at a time. */
    public SampleCursor read() {
        return new SampleCursor(this);
    }

    /** Any sample, by its number in the dataset. Opens its shard each time: who reads many has {@link #shard}. */
    public Sample get(long number) throws IOException {
        long before = 0;
        for (int i = 0; i < index.shards().size(); i++) {
            long samples = index.shards().get(i).samples();
            if (number >= before && number < before + samples) {
                try (ShardReader shard = shard(i)) {
                    return shard.get(number - before);
                }
            }
            before += samples;
        }
        throw new IndexOutOfBoundsException("sample %d of %d".formatted(number, before));
    }

    /** A shard to read from; one that is compressed is decompressed into a file that lasts until it is closed. */
    public ShardReader shard(int number) throws IOException {
        ShardEntry entry = index.shards().get(number);
        Path file = file(entry);
        return entry.zipData().isPresent() ? inflated(entry, file) : ShardReader.open(file, entry);
    }

    /** Holds a shard's file, and what is in it if that is compressed, against the sizes and hashes in the index. */
    public void verify(int number) throws IOException {
        ShardEntry entry = index.shards().get(number);
        verify(file(entry), entry.file());
        if (entry.zipData().isPresent()) {
            try (ShardReader reader = shard(number)) {
                verify(reader.file(), entry.rawData());
            }
        }
    }

    private static void verify(Path path, FileEntry entry) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() != entry.bytes()) {
                throw new MdsFormatException(
                        path, "has %,d bytes; the index says %,d".formatted(file.size(), entry.bytes()));
            }
            for (Map.Entry<Hash, String> hash : entry.hashes().entrySet()) {
                String found = Sealing.hash(file::read, hash.getKey().start());
                if (!found.equals(hash.getValue())) {
                    throw new MdsFormatException(
                            path,
                            "has the %s %s; the index says %s"
                                    .formatted(hash.getKey().text(), found, hash.getValue()));
                }
            }
        }
    }

    /** An index may come from anywhere, and is not to name what is outside its folder. */
    private Path file(ShardEntry entry) throws IOException {
        Path file = folder.resolve(entry.file().basename()).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new MdsFormatException(
                    folder.resolve(MdsIndex.BASENAME),
                    "names a file outside: " + entry.file().basename());
        }
        if (!Files.isRegularFile(file)) {
            throw new MdsFormatException(file, "is not there");
        }
        return file;
    }

    private static ShardReader inflated(ShardEntry entry, Path zip) throws IOException {
        if (entry.rawData().bytes() > ShardFormat.MAX_BYTES) {
            throw new MdsFormatException(
                    zip, "is said to hold %,d bytes".formatted(entry.rawData().bytes()));
        }
        Path raw = Files.createTempFile("shard", ".mds");
        try {
            inflate(entry, zip, raw);
            return ShardReader.openOnce(raw, entry);
        } catch (IOException e) {
            Files.deleteIfExists(raw);
            throw e;
        }
    }

    private static void inflate(ShardEntry entry, Path zip, Path raw) throws IOException {
        try (InputStream from = new BufferedInputStream(Files.newInputStream(zip), 1 << 16);
                FileChannel channel = FileChannel.open(raw, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            RawFile to = new RawFile(channel, entry.rawData().bytes());
            try {
                Codec.of(entry.format().compression()).decompress(from, to);
                to.checkComplete();
            } catch (IOException e) {
                throw new MdsFormatException(zip, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
