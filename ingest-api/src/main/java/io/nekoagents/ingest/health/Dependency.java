package io.nekoagents.ingest.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How something stands that this process needs.
 *
 * @param status {@code up} or {@code down}
 * @param detail what is wrong, null when it is up
 */
record Dependency(
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {

    private static final String UP = "up";

    static Dependency up() {
        return new Dependency(UP, null);
    }

    static Dependency down(String detail) {
        return new Dependency("down", detail);
    }

    boolean isUp() {
        return status.equals(UP);
    }
}
