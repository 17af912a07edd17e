package io.nekoagents.capture.mds;

import java.nio.file.OpenOption;
import java.util.Optional;

/** The JDK's option to write past the system's cache. It is the JDK's own and not Java's, so a compiler may not name it. */
final class DirectIo {

    static final Optional<OpenOption> OPTION = find();

    private DirectIo() {}

    private static Optional<OpenOption> find() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option instanceof OpenOption found && option.toString().equals("DIRECT")) {
                    return Optional.of(found);
                }
            }
        } catch (ClassNotFoundException _) {
            // Another JDK: the cache is used.
        }
        return Optional.empty();
    }
}
