package io.nekoagents.ingest.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may do what the one before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Submits, changes and cancels tasks. */
    OPERATOR,
    /** Makes and revokes keys. */
    ADMIN;

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As REST and tokens name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that REST and tokens name so; empty if there is none. */
    static Optional<Role> named(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
