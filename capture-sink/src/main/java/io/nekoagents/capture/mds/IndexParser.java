package io.nekoagents.capture.mds;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code index.json} and names what in it is not as it should be. */
final class IndexParser {

    private IndexParser() {}

    static MdsIndex parse(String json) {
        Map<?, ?> index = typed(PythonJson.read(json), Map.class, "the index");
        version(index, "the index");
        List<ShardEntry> shards = new ArrayList<>();
        for (Object shard : field(index, "shards", List.class, "")) {
            String where = "shards[" + shards.size() + "].";
            shards.add(shard(typed(shard, Map.class, where), where));
        }
        return new MdsIndex(shards);
    }

    private static void version(Map<?, ?> object, String where) {
        if (!Objects.equals(object.get("version"), MdsIndex.VERSION)) {
            throw new IllegalArgumentException(where + " is of version " + object.get("version") + ", not 2");
        }
    }

    private static ShardEntry shard(Map<?, ?> shard, String where) {
        version(shard, where.substring(0, where.length() - 1));
        if (!Objects.equals(shard.get("format"), "mds")) {
            throw new IllegalArgumentException(where + "format is " + shard.get("format") + ", not mds");
        }
        ShardFormat format = format(shard, where);
        Optional<FileEntry> zip = shard.get("zip_data") == null
                ? Optional.empty()
                : Optional.of(file(field(shard, "zip_data", Map.class, where), where + "zip_data."));
        return new ShardEntry(
                format,
                whole(shard, "samples", where),
                file(field(shard, "raw_data", Map.class, where), where + "raw_data."),
                zip);
    }

    private static ShardFormat format(Map<?, ?> shard, String where) {
        List<?> names = field(shard, "column_names", List.class, where);
        List<?> encodings = field(shard, "column_encodings", List.class, where);
        if (names.size() != encodings.size()) {
            throw new IllegalArgumentException(where + "column_encodings are not as many as its column_names");
        }
        try {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String encoding = typed(encodings.get(i), String.class, where + "column_encodings");
                columns.add(new Column(
                        typed(names.get(i), String.class, where + "column_names"), Encoding.parse(encoding)));
            }
            List<Hash> hashes = new ArrayList<>();
            for (Object hash : field(shard, "hashes", List.class, where)) {
                hashes.add(Hash.parse(typed(hash, String.class, where + "hashes")));
            }
            Compression compression = shard.get("compression") == null
                    ? Compression.NONE
                    : Compression.parse(field(shard, "compression", String.class, where));
            long limit = shard.get("size_limit") == null ? 0 : whole(shard, "size_limit", where);
            return new ShardFormat(columns, compression, hashes, limit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static FileEntry file(Map<?, ?> file, String where) {
        Map<Hash, String> hashes = new EnumMap<>(Hash.class);
        for (Map.Entry<?, ?> hash : ((Map<?, ?>) field(file, "hashes", Map.class, where)).entrySet()) {
            hashes.put(
                    Hash.parse(typed(hash.getKey(), String.class, where + "hashes")),
                    typed(hash.getValue(), String.class, where + "hashes"));
        }
        return new FileEntry(field(file, "basename", String.class, where), whole(file, "bytes", where), hashes);
    }

    private static long whole(Map<?, ?> object, String name, String where) {
        long number = switch (object.get(name)) {
            case Integer small -> small;
            case Long large -> large;
            case null, default -> -1;
        };
        if (number < 0) {
            throw new IllegalArgumentException(where + name + " must be a whole number of 0 or more");
        }
        return number;
    }

    private static <T> T field(Map<?, ?> object, String name, Class<T> type, String where) {
        return typed(object.get(name), type, where + name);
    }

    private static <T> T typed(@Nullable Object value, Class<T> type, String where) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(where + " must be a " + type.getSimpleName() + ", not "
                    + (value == null ? "null" : value.getClass().getSimpleName()));
        }
        return type.cast(value);
    }
}
