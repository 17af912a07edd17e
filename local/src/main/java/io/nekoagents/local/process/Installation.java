package io.nekoagents.local.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build put what this module starts: all beside its own classes. */
public final class Installation {

    private Installation() {}

    /** The folder or jar that this module's classes come from. */
    static Path classPathEntry() {
        try {
            return Path.of(LeashedMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new ChildProcessException("The classes of the local stack are at no place that can be named", e);
        }
    }

    /** A Python that has mosaicml-streaming, once the tests have made it. */
    public static Path pythonWithStreaming() {
        return classPathEntry().resolveSibling("venv-shards").resolve("bin/python");
    }

    /** The unpacked registry. */
    static Path registry() {
        return classPathEntry().resolveSibling("registry");
    }
}
