package io.nekoagents.agent.policy.openai;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header by which a server says when to come back. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RetryAfter() {}

    /** The wait asked for in seconds or as a date, 0 to 60 s; empty if it is neither. */
    static Optional<Duration> read(String header, Instant now) {
        return wait(header.strip(), now)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> wait(String header, Instant now) {
        if (header.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(header) * 1000)));
        }
        try {
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
