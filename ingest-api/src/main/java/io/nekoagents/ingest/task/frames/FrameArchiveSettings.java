package io.nekoagents.ingest.task.frames;

import io.nekoagents.ingest.archive.Archive;
import java.net.URI;
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
        Archive.fault(store).ifPresent(fault -> {
            throw new IllegalArgumentException("neko.api.frames.store " + fault);
        });
    }

    Archive open() {
        return Archive.of(store, s3Endpoint);
    }
}
