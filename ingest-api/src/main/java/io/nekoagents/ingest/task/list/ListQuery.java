package io.nekoagents.ingest.task.list;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.SoundText;
import io.nekoagents.ingest.view.PageKey;
import io.nekoagents.ingest.view.TaskFilter;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a client wants listed.
 *
 * @param limit tasks of a page, 1 to 200
 */
record ListQuery(TaskFilter filter, @Nullable PageKey after, int limit) {

    private static final Set<String> KNOWN =
            Set.of("status", "mode", "created_after", "created_before", "text", "limit", "cursor");
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /** @throws ProblemException naming the parameter that is not known, comes twice or is not understood */
    static ListQuery of(String tenant, MultiValueMap<String, String> parameters) {
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw ProblemException.unreadable(parameter.getKey(), "is not a known parameter");
            }
        }
        Parameters given = new Parameters(parameters);
        return new ListQuery(
                new TaskFilter(
                        tenant,
                        given.read("status", text -> named(TaskStatus.values(), TaskStatus.UNKNOWN, text)),
                        given.read("mode", text -> named(TaskMode.values(), TaskMode.UNKNOWN, text)),
                        given.read("created_after", ListQuery::moment),
                        given.read("created_before", ListQuery::moment),
                        given.read("text", Function.identity())),
                given.read(
                        "cursor",
                        text -> PageKey.parse(text)
                                .orElseThrow(() ->
                                        new IllegalArgumentException("must be a next_cursor of an earlier page"))),
                Optional.ofNullable(given.read("limit", ListQuery::limit)).orElse(USUAL_LIMIT));
    }

    private static <E extends Enum<E>> E named(E[] all, E excepted, String text) {
        return Arrays.stream(all)
                .filter(each ->
                        each != excepted && each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(all)
                                .filter(each -> each != excepted)
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static Instant moment(String text) {
        try {
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a moment such as 2026-01-31T12:00:00Z", e);
        }
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

    private record Parameters(MultiValueMap<String, String> given) {

        <T> @Nullable T read(String name, Function<String, T> parse) {
            if (!given.containsKey(name)) {
                return null;
            }
            String value = given.getFirst(name);
            if (value == null || given.getOrDefault(name, List.of()).size() > 1) {
                throw ProblemException.unreadable(name, "must be given once, with a value");
            }
            SoundText.require(name, value);
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException e) {
                throw ProblemException.unreadable(name, String.valueOf(e.getMessage()));
            }
        }
    }
}
