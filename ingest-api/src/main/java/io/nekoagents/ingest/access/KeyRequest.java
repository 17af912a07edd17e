package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.rule.Violation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as its maker words it.
 *
 * @param expiresAt null for never
 * @param tenant null for the maker's own
 */
record KeyRequest(
        @Nullable String name,
        @Nullable String role,
        @Nullable String expiresAt,
        @Nullable String tenant) {

    private static final int LONGEST_NAME = 100;

    /** What is wanted, understood. */
    record Wanted(String name, Role role, @Nullable Instant expiresAt, Optional<String> tenant) {}

    /** @throws ProblemException 422 if it breaks a rule */
    Wanted wanted(Instant now) {
        List<Violation> violations = new ArrayList<>();
        String given = name == null ? "" : name;
        require(
                violations,
                "name",
                !given.isBlank() && given.codePointCount(0, given.length()) <= LONGEST_NAME && given.indexOf('\n') < 0,
                "must have 1 to " + LONGEST_NAME + " characters on one line");
        Optional<Role> known = Optional.ofNullable(role).flatMap(Role::named);
        require(violations, "role", known.isPresent(), "must be viewer, operator or admin");
        Optional<Instant> end = Optional.ofNullable(expiresAt).flatMap(KeyRequest::moment);
        require(
                violations,
                "expires_at",
                expiresAt == null || end.filter(now::isBefore).isPresent(),
                "must be a moment to come, such as 2036-01-31T12:00:00Z");
        require(violations, "tenant", tenant == null || Caller.isTenant(tenant), "must be 1 to 63 of a-z, 0-9 and -");
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new Wanted(given, known.orElseThrow(), end.orElse(null), Optional.ofNullable(tenant));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS))
                    .filter(moment -> moment.isBefore(Instant.parse("9999-12-31T00:00:00Z")));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static void require(List<Violation> violations, String field, boolean sound, String rule) {
        if (!sound) {
            violations.add(new Violation(field, rule));
        }
    }
}
