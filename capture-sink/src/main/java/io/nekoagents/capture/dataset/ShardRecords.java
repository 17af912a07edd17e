package io.nekoagents.capture.dataset;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.FileEntry;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.ShardEntry;
import io.nekoagents.capture.mds.ShardFormat;
import io.nekoagents.schema.capture.ShardColumn;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A shard as the log has it, and as an index does. */
public final class ShardRecords {

    private ShardRecords() {}

    /** The record of a shard, as far as the shard tells it. */
    public static ShardSealed.Builder of(ShardEntry entry) {
        ShardFormat format = entry.format();
        boolean plain = format.compression().equals(Compression.NONE);
        return ShardSealed.newBuilder()
                .setColumns(format.columns().stream().map(ShardRecords::column).toList())
                .setCompression(plain ? null : format.compression().text())
                .setHashes(format.hashes().stream().map(Hash::text).toList())
                .setSizeLimit(format.sizeLimit() == 0 ? null : format.sizeLimit())
                .setRaw(file(entry.rawData()))
                .setCompressed(entry.zipData().map(ShardRecords::file).orElse(null))
                .setSamples(Math.toIntExact(entry.samples()));
    }

    /** The index of these shards, in their order. */
    public static MdsIndex index(List<ShardSealed> shards) {
        return new MdsIndex(shards.stream().map(ShardRecords::entry).toList());
    }

    /** The file that is stored. */
    public static ShardFile stored(ShardSealed shard) {
        return shard.getCompressed() == null ? shard.getRaw() : shard.getCompressed();
    }

    private static ShardEntry entry(ShardSealed shard) {
        ShardFormat format = new ShardFormat(
                shard.getColumns().stream()
                        .map(column -> new Column(column.getName(), Encoding.parse(column.getEncoding())))
                        .toList(),
                shard.getCompression() == null ? Compression.NONE : Compression.parse(shard.getCompression()),
                shard.getHashes().stream().map(Hash::parse).toList(),
                shard.getSizeLimit() == null ? 0 : shard.getSizeLimit());
        return new ShardEntry(
                format,
                shard.getSamples(),
                entry(shard.getRaw()),
                Optional.ofNullable(shard.getCompressed()).map(ShardRecords::entry));
    }

    private static FileEntry entry(ShardFile file) {
        Map<Hash, String> hashes = new EnumMap<>(Hash.class);
        file.getHashes().forEach((hash, hex) -> hashes.put(Hash.parse(hash), hex));
        return new FileEntry(file.getBasename(), file.getBytes(), hashes);
    }

    private static ShardFile file(FileEntry file) {
        Map<String, String> hashes = new TreeMap<>();
        file.hashes().forEach((hash, hex) -> hashes.put(hash.text(), hex));
        return new ShardFile(file.basename(), file.bytes(), hashes);
    }

    private static ShardColumn column(Column column) {
        return new ShardColumn(
                column.name(), column.encoding().text(), size(column.encoding().size()));
    }

    private static @Nullable Integer size(OptionalInt size) {
        return size.isPresent() ? size.getAsInt() : null;
    }
}
