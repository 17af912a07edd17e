package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples of one uncompressed shard, in any order. Lengths in the file are held against its size before they are used. */
public final class ShardReader implements AutoCloseable {

    private final Path file;
    private final ShardEntry entry;
    private final FileChannel channel;
    private final boolean once;

    private ShardReader(Path file, ShardEntry entry, FileChannel channel, boolean once) {
        this.file = file;
        this.entry = entry;
        this.channel = channel;
        this.once = once;
    }

    /** Throws {@link MdsFormatException} where the file is not the one that the entry tells of. */
    public static ShardReader open(Path file, ShardEntry entry) throws IOException {
        return open(file, entry, false);
    }

    /** A file that is deleted when the reader is closed. */
    static ShardReader openOnce(Path file, ShardEntry entry) throws IOException {
        return open(file, entry, true);
    }

    private static ShardReader open(Path file, ShardEntry entry, boolean once) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        ShardReader reader = new ShardReader(file, entry, channel, once);
        try {
            reader.check();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return reader;
    }

    private void check() throws IOException {
        long size = channel.size();
        if (size != entry.rawData().bytes()) {
            throw wrong("has %,d bytes; the index says %,d"
                    .formatted(size, entry.rawData().bytes()));
        }
        long samples = Integer.toUnsignedLong(read(0, 4).getInt());
        if (samples != entry.samples()) {
            throw wrong("has %,d samples; the index says %,d".formatted(samples, entry.samples()));
        }
        long header = 4 + 4 * (samples + 1);
        if (header > size) {
            throw wrong("ends before the offsets of its %,d samples do".formatted(samples));
        }
        long first = Integer.toUnsignedLong(read(4, 4).getInt());
        long last = Integer.toUnsignedLong(read(4 + 4 * samples, 4).getInt());
        if (first < header || last != size) {
            throw wrong("has samples from %,d to %,d, in a file of %,d".formatted(first, last, size));
        }
    }

    Path file() {
        return file;
    }

    public long samples() {
        return entry.samples();
    }

    public Sample get(long index) throws IOException {
        if (index < 0 || index >= samples()) {
            throw new IndexOutOfBoundsException("sample %d of %d".formatted(index, samples()));
        }
        ByteBuffer offsets = read(4 + 4 * index, 8);
        long begin = Integer.toUnsignedLong(offsets.getInt());
        long end = Integer.toUnsignedLong(offsets.getInt());
        if (begin > end || end > channel.size() || end - begin > Integer.MAX_VALUE - 8) {
            throw wrong("sample %d is said to lie from %,d to %,d".formatted(index, begin, end));
        }
        return decode(read(begin, (int) (end - begin)), index);
    }

    private Sample decode(ByteBuffer bytes, long index) throws IOException {
        List<Column> columns = entry.format().columns();
        List<Long> sizes = new ArrayList<>();
        for (Column column : columns) {
            if (column.encoding().size().isPresent()) {
                sizes.add((long) column.encoding().size().getAsInt());
            } else if (bytes.remaining() >= 4) {
                sizes.add(Integer.toUnsignedLong(bytes.getInt()));
            } else {
                throw wrong("sample %d ends before column %s".formatted(index, column.name()));
            }
        }
        if (sizes.stream().mapToLong(Long::longValue).sum() != bytes.remaining()) {
            throw wrong("sample %d has columns of other lengths than it says".formatted(index));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            int size = Math.toIntExact(sizes.get(i));
            values.put(columns.get(i).name(), decode(columns.get(i), bytes.slice(bytes.position(), size), index));
            bytes.position(bytes.position() + size);
        }
        return new Sample(values);
    }

    private @Nullable Object decode(Column column, ByteBuffer bytes, long index) throws IOException {
        try {
            return column.encoding().decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new MdsFormatException(
                    file, "sample %d: column %s %s".formatted(index, column.name(), e.getMessage()), e);
        }
    }

    /** Of a range that is known to be within the file. */
    private ByteBuffer read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw wrong("ends at %,d, before %,d".formatted(from + bytes.position(), from + length));
            }
        }
        return bytes.flip();
    }

    private MdsFormatException wrong(String problem) {
        return new MdsFormatException(file, problem);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (once) {
            Files.deleteIfExists(file);
        }
    }
}
