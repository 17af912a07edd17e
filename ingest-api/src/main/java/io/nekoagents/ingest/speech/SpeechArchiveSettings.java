package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.archive.Archive;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where speech in files is read from; what workers write to.
 *
 * @param store folder as {@code file:} URI or path, or {@code s3://bucket/prefix}; nothing outside it is given out
 * @param s3Endpoint of an S3-compatible store, path-style; unset is AWS. Region and credentials come from the usual AWS
 *     environment
 */
@ConfigurationProperties("neko.api.speech")
record SpeechArchiveSettings(
        @DefaultValue(".neko/speech") URI store, @Nullable URI s3Endpoint) {

    SpeechArchiveSettings {
        Archive.fault(store).ifPresent(fault -> {
            throw new IllegalArgumentException("neko.api.speech.store " + fault);
        });
    }

    Archive open() {
        return Archive.of(store, s3Endpoint);
    }
}
