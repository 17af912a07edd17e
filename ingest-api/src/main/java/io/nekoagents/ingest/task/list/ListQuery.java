package io.nekoagents.ingest.task.list;

import io.nekoagents.ingest.page.PageQuery;
import io.nekoagents.ingest.page.Parameters;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.PageKey;
import io.nekoagents.ingest.view.TaskFilter;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
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

    /** @throws ProblemException naming the parameter that is not known, comes twice or is not understood */
    static ListQuery of(String tenant, MultiValueMap<String, String> parameters) {
        Parameters given = Parameters.of(parameters, KNOWN);
        PageQuery page = PageQuery.of(given);
        return new ListQuery(
                new TaskFilter(
                        tenant,
                        given.read("status", text -> named(TaskStatus.values(), TaskStatus.UNKNOWN, text)),
                        given.read("mode", text -> named(TaskMode.values(), TaskMode.UNKNOWN, text)),
                        given.read("created_after", ListQuery::moment),
                        given.read("created_before", ListQuery::moment),
                        given.read("text", Function.identity())),
                page.after(),
                page.limit());
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
}
