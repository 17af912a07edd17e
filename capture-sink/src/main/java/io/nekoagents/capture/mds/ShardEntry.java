package io.nekoagents.capture.mds;

import java.util.Optional;

/** A shard as the index tells of it. Where there are compressed data, only their file is there. */
public record ShardEntry(ShardFormat format, long samples, FileEntry rawData, Optional<FileEntry> zipData) {

    /** The file that is there. */
    public FileEntry file() {
        return zipData.orElse(rawData);
    }

    /** The same shard under another name, which is that of the uncompressed file. */
    public ShardEntry named(String basename) {
        return new ShardEntry(
                format, samples, rawData.named(basename), zipData.map(zip -> zip.named(zipName(basename, format))));
    }

    /** The same shard, seen from the folder above. */
    ShardEntry within(String folder) {
        return new ShardEntry(
                format,
                samples,
                rawData.named(folder + "/" + rawData.basename()),
                zipData.map(zip -> zip.named(folder + "/" + zip.basename())));
    }

    static String zipName(String basename, ShardFormat format) {
        return basename
                + format.compression().extension().map(ending -> "." + ending).orElse("");
    }
}
