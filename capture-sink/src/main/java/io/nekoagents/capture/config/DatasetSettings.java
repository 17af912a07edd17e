package io.nekoagents.capture.config;

import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Compressions;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.AllowedPlaces;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where datasets are, and how the episodes of tenants are stored that say nothing else. The variables {@code CAPTURE_OUT},
 * {@code CAPTURE_REMOTE} and so on count where a key is not set.
 *
 * @param out folder, or {@code s3://bucket/prefix}, of all datasets: each has a folder tenant/dataset below it
 * @param remote where they are uploaded to, too, as they grow: folder or {@code s3://bucket/prefix}; empty for nowhere
 * @param keepLocal whether what is uploaded is kept in {@code out} too
 * @param compression of shards: none, zstd:1 to zstd:22, gz:0 to gz:9, br:0 to br:11, or snappy
 * @param shardSize a shard is sealed before it would be longer, such as 512mb; 1mb to 4gb
 * @param hashes of shards, comma separated: sha1, sha256, md5, xxh64, xxh3_64
 * @param layout episodes: one sample for each; steps: one for each action
 * @param jpegQuality of frames that have to be encoded anew, 1 to 100
 * @param remotePlaces folders, and buckets as s3://bucket/prefix, below which tenants may have datasets uploaded; {tenant}
 *     stands for the tenant
 */
@ConfigurationProperties("neko.capture")
public record DatasetSettings(
        @DefaultValue(".neko/datasets") String out,
        @DefaultValue("") String remote,
        @DefaultValue("true") boolean keepLocal,
        @DefaultValue("zstd:6") String compression,
        @DefaultValue("512mb") String shardSize,
        @DefaultValue("sha1") List<String> hashes,
        @DefaultValue("episodes") String layout,
        @DefaultValue("85") int jpegQuality,
        @DefaultValue(".neko/datasets/{tenant}") List<String> remotePlaces) {

    private static final String PREFIX = "neko.capture.";

    public DatasetSettings {
        hashes = hashes.stream()
                .map(String::strip)
                .filter(hash -> !hash.isEmpty())
                .toList();
        List<String> places = List.copyOf(remotePlaces);
        remotePlaces = places;
        check("out", () -> place(out));
        if (!remote.isBlank()) {
            check("remote", () -> place(remote));
        }
        check("shard-size", () -> ByteSize.parse(shardSize));
        check("remote-places", () -> AllowedPlaces.of(places));
        List<Violation> violations = CaptureRules.violations(
                config("default", remote, keepLocal, compression.isBlank() ? "none" : compression, shardSize, hashes)
                        .setLayout(layout)
                        .setOptions(options(jpegQuality))
                        .build());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations.stream()
                    .map(each ->
                            PREFIX + each.field().replaceFirst(".*\\.", "").replace('_', '-') + " " + each.message())
                    .collect(Collectors.joining("; ")));
        }
        if (!compression.isBlank() && !Compressions.areHere(Compression.parse(compression))) {
            throw new IllegalArgumentException(
                    PREFIX + "compression " + compression + " has no library on this machine");
        }
    }

    /** What a tenant has that never said anything. */
    CaptureConfig of(String tenant) {
        return config(tenant, remote, keepLocal, compression.isBlank() ? "none" : compression, shardSize, hashes)
                .setLayout(layout)
                .setOptions(options(jpegQuality))
                .build();
    }

    public Address outPlace() {
        return Address.ofSetting(out);
    }

    public AllowedPlaces allowed() {
        return AllowedPlaces.of(remotePlaces);
    }

    /** Without a remote there is nothing that could be kept elsewhere. */
    private static CaptureConfig.Builder config(
            String tenant,
            String remote,
            boolean keepLocal,
            String compression,
            String shardSize,
            List<String> hashes) {
        boolean goesOn = !remote.isBlank();
        return CaptureConfig.newBuilder()
                .setTenant(tenant)
                .setRemoteUri(goesOn ? Address.ofSetting(remote).text() : null)
                .setKeepLocal(keepLocal || !goesOn)
                .setCompression(compression)
                .setShardSizeBytes(Math.min(ByteSize.parse(shardSize), CaptureRules.MAX_SHARD_BYTES))
                .setHashes(new ArrayList<>(hashes))
                .setUpdatedAt(Instant.EPOCH);
    }

    private static CaptureOptions options(int jpegQuality) {
        return CaptureOptions.newBuilder().setJpegQuality(jpegQuality).build();
    }

    private static void place(String text) {
        Address.ofSetting(text).flaw().ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw);
        });
    }

    private static void check(String key, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + key + " " + e.getMessage(), e);
        }
    }
}
