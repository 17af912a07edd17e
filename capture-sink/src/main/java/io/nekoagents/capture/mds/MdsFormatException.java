package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a dataset is not what it should be. */
public final class MdsFormatException extends IOException {

    private final Path file;

    MdsFormatException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    MdsFormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
