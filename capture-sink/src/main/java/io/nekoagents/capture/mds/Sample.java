package io.nekoagents.capture.mds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by column name; which Java types a column takes and gives, its {@link Encoding} says. */
public record Sample(Map<String, @Nullable Object> values) {

    public Sample(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Null where there is no such column, or where a json column has null. */
    public @Nullable Object get(String column) {
        return values.get(column);
    }
}
