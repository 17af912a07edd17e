package io.nekoagents.agent.frame;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where frames are kept.
 *
 * @param store folder as {@code file:} URI or path, or {@code s3://bucket/prefix}
 * @param format of the images
 * @param quality of JPEG, 0.1 to 1
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 */
@ConfigurationProperties("neko.agent.frames")
public record FrameSettings(
        @DefaultValue(".neko/frames") URI store,
        @DefaultValue("jpeg") Format format,
        @DefaultValue("0.85") double quality,
        @Nullable URI s3Endpoint) {

    /** Image formats. */
    public enum Format {
        JPEG,
        PNG;

        String mediaType() {
            return switch (this) {
                case JPEG -> "image/jpeg";
                case PNG -> "image/png";
            };
        }

        String extension() {
            return switch (this) {
                case JPEG -> "jpg";
                case PNG -> "png";
            };
        }
    }

    public FrameSettings {
        String scheme = store.getScheme();
        if (scheme != null && !scheme.equals("file") && !scheme.equals("s3")) {
            throw new IllegalArgumentException("neko.agent.frames.store must be a path, or have the scheme file or s3");
        }
        if ("s3".equals(scheme) && store.getHost() == null) {
            throw new IllegalArgumentException("neko.agent.frames.store must name a bucket, as s3://bucket/prefix");
        }
        if (quality < 0.1 || quality > 1) {
            throw new IllegalArgumentException("neko.agent.frames.quality must be 0.1 to 1");
        }
    }
}
