package io.nekoagents.agent.frame;

import java.nio.file.Path;

/** Opens the store that the settings name. */
public final class FrameStores {

    private FrameStores() {}

    public static FrameStore open(FrameSettings settings) {
        String scheme = settings.store().getScheme();
        if ("s3".equals(scheme)) {
            return new S3FrameStore(settings.store(), settings.s3Endpoint());
        }
        return new FolderFrameStore(scheme == null ? Path.of(settings.store().toString()) : Path.of(settings.store()));
    }
}
