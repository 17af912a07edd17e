package io.nekoagents.ingest.session;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.SoundText;
import io.nekoagents.ingest.view.PageKey;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/**
 * What a client wants listed.
 *
 * @param limit sessions of a page, 1 to 200
 */
record SessionQuery(Optional<SessionStatus> status, Optional<PageKey> after, int limit) {

    /** Newest first. */
    static final Comparator<SessionState> ORDER =
            Comparator.comparing(SessionState::getRequestedAt).reversed().thenComparing(SessionState::getSessionId);

    private static final Set<String> KNOWN = Set.of("status", "limit", "cursor");
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /** @throws ProblemException naming the parameter that is not known, comes twice or is not understood */
    static SessionQuery of(MultiValueMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                throw ProblemException.unreadable(name, "is not a known parameter");
            }
            if (values.size() != 1) {
                throw ProblemException.unreadable(name, "must be given once, with a value");
            }
            SoundText.require(name, values.getFirst());
        });
        return new SessionQuery(
                given(parameters, "status").map(SessionQuery::statusOf),
                given(parameters, "cursor").map(SessionQuery::place),
                given(parameters, "limit").map(SessionQuery::limitOf).orElse(USUAL_LIMIT));
    }

    private static Optional<String> given(MultiValueMap<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.getFirst(name));
    }

    private static SessionStatus statusOf(String text) {
        List<SessionStatus> all = Arrays.stream(SessionStatus.values())
                .filter(each -> each != SessionStatus.UNKNOWN)
                .toList();
        return all.stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.unreadable(
                        "status",
                        all.stream()
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    private static PageKey place(String text) {
        return PageKey.parse(text)
                .orElseThrow(() -> ProblemException.unreadable("cursor", "must be a next_cursor of an earlier page"));
    }

    private static int limitOf(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > HIGHEST_LIMIT) {
            throw ProblemException.unreadable("limit", "must be 1 to " + HIGHEST_LIMIT);
        }
        return Integer.parseInt(text);
    }

    /** Whether a session belongs on the page or behind it. */
    boolean includes(SessionState session) {
        return status.filter(wanted -> wanted != session.getStatus()).isEmpty()
                && after.filter(last -> !comesAfter(session, last)).isEmpty();
    }

    private static boolean comesAfter(SessionState session, PageKey last) {
        long at = session.getRequestedAt().toEpochMilli();
        return at < last.createdAtMillis()
                || (at == last.createdAtMillis() && session.getSessionId().compareTo(last.taskId()) > 0);
    }
}
