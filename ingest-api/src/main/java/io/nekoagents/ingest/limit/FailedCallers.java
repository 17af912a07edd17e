package io.nekoagents.ingest.limit;

import io.nekoagents.ingest.access.FailedAttempts;
import io.nekoagents.ingest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Failures by address. Where there were too many, no other attempt of that address is even looked at: otherwise the
 * limit would not slow down those who guess.
 */
final class FailedCallers implements FailedAttempts {

    private final Optional<Buckets> failures;
    private final ClientAddress addresses;

    FailedCallers(Optional<Buckets> failures, ClientAddress addresses) {
        this.failures = failures;
        this.addresses = addresses;
    }

    @Override
    public void requireFew(HttpServletRequest request) {
        failures.ifPresent(each -> require(each.look(addresses.of(request))));
    }

    @Override
    public void count(HttpServletRequest request) {
        failures.ifPresent(each -> require(each.take(addresses.of(request))));
    }

    private static void require(Buckets.Taken taken) {
        if (!taken.granted()) {
            throw ProblemException.tooMany("Too many keys and tokens of your address were not valid", taken.again());
        }
    }
}
