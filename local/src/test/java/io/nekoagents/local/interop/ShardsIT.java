package io.nekoagents.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.mds.MdsReader;
import io.nekoagents.capture.mds.MdsWriter;
import io.nekoagents.capture.mds.NdArray;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.SampleCursor;
import io.nekoagents.capture.mds.ShardFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * mosaicml-streaming, from PyPI, judges our shards, and we read its own. All of it in one run of Python: that starts
 * slowly.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShardsIT {

    private static final List<String> ALL_HASHES =
            Arrays.stream(Hash.values()).map(Hash::text).sorted().toList();
    private static final List<String> COMPRESSIONS = Stream.of(
                    Stream.of("none", "snappy", "zstd", "gz", "br"),
                    IntStream.rangeClosed(1, 22).mapToObj(level -> "zstd:" + level),
                    IntStream.rangeClosed(0, 9).mapToObj(level -> "gz:" + level),
                    IntStream.rangeClosed(0, 11).mapToObj(level -> "br:" + level))
            .flatMap(each -> each)
            .toList();
    private static final int SMALL_SHARDS = 40_000;

    private final long seed = System.nanoTime();
    private final Map<String, ShardSamples> kinds = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> cases = new ArrayList<>();
    private final Map<String, String> verdicts = new TreeMap<>();

    @TempDir
    static Path folder;

    @BeforeAll
    void judge() throws Exception {
        try (S3Mock s3 = S3Mock.start(folder)) {
            writeAll();
            s3.awaitReady();
            for (String compression : List.of("none", "zstd", "br", "gz", "snappy")) {
                Path dataset = folder.resolve("small-" + compression.replace(':', '-'));
                loaded("small", "s3 " + compression, s3.upload(dataset), List.of("sha1", "xxh3_64"));
            }
            loaded("small", "s3 merged", s3.upload(folder.resolve("merged")), List.of("sha1"));
            cases.getLast().put("copies", 3);
            Python.withStreaming()
                    .run(Path.of("src/test/python/judge_shards.py"), s3.environment(), job())
                    .lines()
                    .map(line -> line.split(": ", 2))
                    .forEach(line -> verdicts.put(line[0], line[1]));
        }
    }

    private void writeAll() throws IOException {
        Random random = new Random(seed);
        Path images = Files.createDirectory(folder.resolve("images"));
        kinds.put("small", ShardSamples.small(random));
        kinds.put("every", ShardSamples.every(random, images));
        kinds.put("pictures", ShardSamples.pictures(random, images));
        for (String compression : COMPRESSIONS) {
            // Every family with every hash, and each level with one of them: a level is nothing to a hash.
            String some = ALL_HASHES.get(cases.size() % ALL_HASHES.size());
            List<String> hashes = compression.contains(":") ? List.of(some) : ALL_HASHES;
            loaded("small", ours("small", compression, hashes));
            written("small", compression, hashes);
        }
        damaged();
        for (String kind : List.of("every", "pictures")) {
            loaded(kind, ours(kind, "none", List.of("sha1")));
            written(kind, "none", List.of("sha1"));
        }
        merged();
    }

    private String job() throws IOException {
        JsonMapper json = JsonMapper.builder()
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .build();
        Path job = folder.resolve("job.json");
        Files.writeString(job, json.writeValueAsString(Map.of("kinds", kinds, "cases", cases)));
        return job.toString();
    }

    @Test
    void streamingDatasetLoadsEveryCompressionWithEveryHashValidated() {
        List<String> expected = COMPRESSIONS.stream()
                .map(compression -> "load ours small " + compression)
                .toList();

        assertThat(verdicts).as("seed %d", seed).containsKeys(expected.toArray(String[]::new));
        assertThat(verdicts).as("each case has its own name").hasSize(cases.size());
        // The thread that finds it ends; who iterates sees no more than that.
        assertThat(verdicts.remove("load damaged")).containsAnyOf("Checksum failure", "of 30 samples");
        assertThat(verdicts)
                .as("seed %d", seed)
                .allSatisfy((_, verdict) -> assertThat(verdict).isEqualTo("ok"));
    }

    @Test
    void weReadWhatMdsWriterWrote() throws IOException {
        for (Map<String, @Nullable Object> written : cases) {
            if (!"write".equals(written.get("action"))) {
                continue;
            }
            MdsReader theirs = MdsReader.open(Path.of(String.valueOf(written.get("out"))));
            String kind = String.valueOf(written.get("kind"));
            for (int i = 0; i < theirs.index().shards().size(); i++) {
                theirs.verify(i);
            }
            if (!kind.equals("pictures")) {
                assertThat(texts(theirs))
                        .as("%s, seed %d", written.get("name"), seed)
                        .containsExactlyElementsOf(samples(kind).ours().stream()
                                .map(ShardsIT::text)
                                .toList());
            }
        }
    }

    @Test
    void uncompressedShardsAndTheirIndexAreThoseOfMdsWriterToTheByte() throws IOException {
        for (String kind : List.of("small", "every")) {
            Path ours = folder.resolve(kind + "-none");
            Path theirs = folder.resolve("theirs-" + kind + "-none");

            assertThat(MdsIndex.read(ours).shards()).hasSizeGreaterThan(3);
            assertThat(files(ours)).isEqualTo(files(theirs));
            for (String file : files(ours)) {
                assertThat(ours.resolve(file)).as("seed %d", seed).hasSameBinaryContentAs(theirs.resolve(file));
            }
        }
    }

    @Test
    void theMergedIndexNamesTheShardsThatMosaicmlsDoes() throws IOException {
        MdsIndex ours = MdsIndex.read(folder.resolve("merged"));
        MdsIndex theirs = MdsIndex.read(folder.resolve("merged-by-them"));

        assertThat(ours.shards()).containsExactlyInAnyOrderElementsOf(theirs.shards());
    }

    /** A dataset of ours, in a folder whose name it returns. */
    private String ours(String kind, String compression, List<String> hashes) throws IOException {
        String name = kind + "-" + compression.replace(':', '-');
        write(folder.resolve(name), kind, compression, hashes);
        return name;
    }

    private void write(Path dataset, String kind, String compression, List<String> hashes) throws IOException {
        ShardFormat format = new ShardFormat(
                samples(kind).ourColumns(),
                Compression.parse(compression),
                hashes.stream().map(Hash::parse).toList(),
                SMALL_SHARDS);
        try (MdsWriter writer = MdsWriter.create(dataset, format)) {
            for (Sample sample : samples(kind).ours()) {
                writer.write(sample);
            }
            writer.finish();
        }
    }

    /** Whether the judge looks at all. */
    private void damaged() throws IOException {
        Path dataset = folder.resolve("damaged");
        write(dataset, "small", "none", List.of("xxh64"));
        Path shard = dataset.resolve("shard.00001.mds");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length - 1] ^= 1;
        Files.write(shard, bytes);
        loaded("small", "damaged", dataset.toString(), List.of("xxh64"));
    }

    private void merged() throws IOException {
        Map<String, MdsIndex> partitions = new TreeMap<>();
        for (String merged : List.of("merged", "merged-by-them")) {
            for (String partition : List.of("p0", "p1", "p2")) {
                Path dataset = folder.resolve(merged).resolve(partition);
                write(dataset, "small", "zstd:6", List.of("sha1"));
                partitions.put(partition, MdsIndex.read(dataset));
            }
        }
        MdsIndex.merge(partitions).writeTo(folder.resolve("merged"));
        add("merge", "small", "merge")
                .put("out", folder.resolve("merged-by-them").toString());
        loaded("small", "merged", folder.resolve("merged").toString(), List.of("sha1"));
        cases.getLast().put("copies", 3);
    }

    private void loaded(String kind, String name) throws IOException {
        List<String> hashes = MdsIndex.read(folder.resolve(name)).shards().getFirst().format().hashes().stream()
                .map(Hash::text)
                .toList();
        String compression = MdsIndex.read(folder.resolve(name))
                .shards()
                .getFirst()
                .format()
                .compression()
                .text();
        loaded(kind, "ours " + kind + " " + compression, folder.resolve(name).toString(), hashes);
    }

    private void loaded(String kind, String name, String remote, List<String> hashes) {
        Map<String, @Nullable Object> load = add("load", kind, name);
        load.put("remote", remote);
        load.put("hashes", hashes);
    }

    private void written(String kind, String compression, List<String> hashes) {
        Map<String, @Nullable Object> write = add("write", kind, kind + " " + compression);
        write.put(
                "out",
                folder.resolve("theirs-" + kind + "-" + compression.replace(':', '-'))
                        .toString());
        write.put("compression", compression.equals("none") ? null : compression);
        write.put("hashes", hashes);
        write.put("limit", SMALL_SHARDS);
    }

    private Map<String, @Nullable Object> add(String action, String kind, String name) {
        Map<String, @Nullable Object> added = new HashMap<>(Map.of("action", action, "kind", kind, "name", name));
        cases.add(added);
        return added;
    }

    private ShardSamples samples(String kind) {
        return Optional.ofNullable(kinds.get(kind)).orElseThrow();
    }

    private static List<String> texts(MdsReader dataset) throws IOException {
        List<String> texts = new ArrayList<>();
        try (SampleCursor cursor = dataset.read()) {
            for (Optional<Sample> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                texts.add(text(next.get()));
            }
        }
        return texts;
    }

    /** What equal samples have in common although Java has several types for a number and none of equal arrays. */
    private static String text(Sample sample) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        sample.values().forEach((name, value) -> values.put(name, text(name, value)));
        return values.toString();
    }

    private static @Nullable Object text(String column, @Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> bytes.length + " bytes " + Arrays.hashCode(bytes);
            case NdArray array ->
                array.type() + " " + array.shape() + " "
                        + array.numbers().stream().map(Number::doubleValue).toList();
            case List<?> list
            when column.startsWith("a ") ->
                list.stream().map(each -> text(column, each)).toList();
            case Double number when column.equals("a float32") -> number.floatValue();
            case Double number
            when column.equals("a float16") -> Float.float16ToFloat(Float.floatToFloat16(number.floatValue()));
            case null, default -> value;
        };
    }

    private static List<String> files(Path dataset) throws IOException {
        try (Stream<Path> files = Files.list(dataset)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
