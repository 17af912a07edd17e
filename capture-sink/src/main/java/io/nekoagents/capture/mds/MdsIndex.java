package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code index.json} says: the shards of a dataset, in order. */
public record MdsIndex(List<ShardEntry> shards) {

    /** Its name in every dataset. */
    public static final String BASENAME = "index.json";

    static final int VERSION = 2;

    public MdsIndex {
        shards = List.copyOf(shards);
    }

    public long samples() {
        return shards.stream().mapToLong(ShardEntry::samples).sum();
    }

    /** To the byte what mosaicml-streaming writes for these shards. */
    public String json() {
        List<Object> entries = new ArrayList<>();
        shards.forEach(shard -> entries.add(object(shard)));
        Map<String, Object> index = new TreeMap<>();
        index.put("shards", entries);
        index.put("version", VERSION);
        return PythonJson.write(index);
    }

    /** Throws {@link MdsFormatException} where it is not there to be read or says what cannot be. */
    public static MdsIndex read(Path folder) throws IOException {
        Path file = folder.resolve(BASENAME);
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new MdsFormatException(file, String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new MdsFormatException(file, "is not there", e);
        }
    }

    /** In place of the index that is there, all at once and for good. */
    public void writeTo(Path folder) throws IOException {
        Path partial = Files.createTempFile(folder, "index", ".part");
        try {
            try (FileChannel to = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(json().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                to.force(true);
            }
            Files.move(partial, folder.resolve(BASENAME), StandardCopyOption.ATOMIC_MOVE);
            Durable.folder(folder);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** The shards of several partitions as one dataset, each in its sub-folder. */
    public static MdsIndex merge(Map<String, MdsIndex> partitions) {
        List<ShardEntry> all = new ArrayList<>();
        partitions.forEach((folder, index) -> index.shards().forEach(shard -> all.add(shard.within(folder))));
        return new MdsIndex(all);
    }

    /** Throws {@link IllegalArgumentException} that names what is wrong. */
    public static MdsIndex parse(String json) {
        return IndexParser.parse(json);
    }

    private static Map<String, @Nullable Object> object(ShardEntry shard) {
        Map<String, @Nullable Object> entry = config(shard.format());
        entry.put("raw_data", object(shard.rawData()));
        entry.put("samples", shard.samples());
        entry.put("zip_data", shard.zipData().map(MdsIndex::object).orElse(null));
        return entry;
    }

    private static Map<String, @Nullable Object> object(FileEntry file) {
        Map<String, @Nullable Object> entry = new TreeMap<>();
        entry.put("basename", file.basename());
        entry.put("bytes", file.bytes());
        Map<String, String> hashes = new TreeMap<>();
        file.hashes().forEach((hash, hex) -> hashes.put(hash.text(), hex));
        entry.put("hashes", hashes);
        return entry;
    }

    /** What stands in each shard too. */
    static Map<String, @Nullable Object> config(ShardFormat format) {
        Map<String, @Nullable Object> config = new TreeMap<>();
        config.put("column_encodings", each(format, column -> column.encoding().text()));
        config.put("column_names", each(format, Column::name));
        config.put("column_sizes", each(format, column -> size(column.encoding().size())));
        config.put(
                "compression",
                format.compression().equals(Compression.NONE)
                        ? null
                        : format.compression().text());
        config.put("format", "mds");
        config.put("hashes", format.hashes().stream().map(Hash::text).toList());
        config.put("size_limit", format.sizeLimit() == 0 ? null : format.sizeLimit());
        config.put("version", VERSION);
        return config;
    }

    private static @Nullable Integer size(OptionalInt size) {
        return size.isPresent() ? size.getAsInt() : null;
    }

    private static List<@Nullable Object> each(ShardFormat format, Function<Column, @Nullable Object> what) {
        List<@Nullable Object> values = new ArrayList<>();
        format.columns().forEach(column -> values.add(what.apply(column)));
        return values;
    }
}
