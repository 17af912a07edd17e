package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemException;
import java.util.Optional;

/** One kind of what a caller can show to say who it is. Thread-safe. */
interface Credentials {

    /**
     * Who shows this; empty if it is of another kind, or worth nothing.
     *
     * @throws ProblemException 403 if the caller is known but has no place here, 503 if that cannot be told now
     */
    Optional<Caller> callerOf(String bearer);
}
