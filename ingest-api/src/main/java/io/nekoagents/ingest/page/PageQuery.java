package io.nekoagents.ingest.page;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.PageKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which page is wanted.
 *
 * @param after null for the first
 * @param limit things of a page, 1 to 200
 */
public record PageQuery(@Nullable PageKey after, int limit) {

    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /** @throws ProblemException naming the parameter that is not known, comes twice or is not understood */
    public static PageQuery of(MultiValueMap<String, String> parameters) {
        return of(Parameters.of(parameters, Set.of("limit", "cursor")));
    }

    /** From the parameters {@code limit} and {@code cursor}. */
    public static PageQuery of(Parameters given) {
        return new PageQuery(
                given.read("cursor", PageQuery::cursor),
                Optional.ofNullable(given.read("limit", PageQuery::limit)).orElse(USUAL_LIMIT));
    }

    private static PageKey cursor(String text) {
        return PageKey.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("must be a next_cursor of an earlier page"));
    }

    private static int limit(String text) {
        String rule = "must be 1 to " + HIGHEST_LIMIT;
        try {
            int limit = Integer.parseInt(text);
            if (limit < 1 || limit > HIGHEST_LIMIT) {
                throw new IllegalArgumentException(rule);
            }
            return limit;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }
}
