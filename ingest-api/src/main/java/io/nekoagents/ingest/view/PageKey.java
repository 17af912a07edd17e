package io.nekoagents.ingest.view;

import java.util.Base64;
import java.util.Optional;

/**
 * A place in the list: after this task.
 *
 * @param createdAtMillis of the last task seen
 * @param taskId of the last task seen
 */
public record PageKey(long createdAtMillis, String taskId) {

    private static final String BETWEEN = ".";

    /** The place that a cursor stands for; empty if it stands for none. */
    public static Optional<PageKey> parse(String cursor) {
        try {
            String text = Keys.id(Base64.getUrlDecoder().decode(cursor));
            int between = text.indexOf(BETWEEN);
            return between < 0
                    ? Optional.empty()
                    : Optional.of(new PageKey(
                            Long.parseLong(text.substring(0, between)), text.substring(between + BETWEEN.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** For the client, who is not to look into it. */
    public String cursor() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Keys.id(createdAtMillis + BETWEEN + taskId));
    }
}
