package io.nekoagents.ingest.history;

import io.nekoagents.ingest.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header under which whatever is retried is taken once. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private IdempotencyKey() {}

    /** @throws ProblemException 400 if there is one, and it cannot be a key */
    public static void require(@Nullable String key) {
        if (key != null && !FORM.matcher(key).matches()) {
            throw ProblemException.unreadable(HEADER, "must have 1 to 200 visible ASCII characters");
        }
    }
}
