package io.nekoagents.ingest.task.frames;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where frames are read from; what workers write to.
 *
 * @param store folder as {@code file:} URI or path, or {@code s3://bucket/prefix}; nothing outside it is shown
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 */
@ConfigurationProperties("neko.api.frames")
record FrameArchiveSettings(
        @DefaultValue(".neko/frames") URI store, @Nullable URI s3Endpoint) {

    FrameArchiveSettings {
        String scheme = store.getScheme();
        if (scheme != null && !scheme.equals("file") && !scheme.equals("s3")) {
            throw new IllegalArgumentException("neko.api.frames.store must be a path, or have the scheme file or s3");
        }
        if ("s3".equals(scheme) && store.getHost() == null) {
            throw new IllegalArgumentException("neko.api.frames.store must name a bucket, as s3://bucket/prefix");
        }
    }

    FrameArchive open() {
        return switch (store.getScheme()) {
            case null -> new FolderArchive(Path.of(store.toString()));
            case "s3" -> new BucketArchive(store, s3Endpoint);
            default -> new FolderArchive(Path.of(store));
        };
    }
}
