package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** Keeps count of who tries and fails. Thread-safe. */
public interface FailedAttempts {

    /** @throws ProblemException 429 if the client has failed too often lately to be heard */
    void requireFew(HttpServletRequest request);

    /** @throws ProblemException 429 if this failure is one too many */
    void count(HttpServletRequest request);
}
