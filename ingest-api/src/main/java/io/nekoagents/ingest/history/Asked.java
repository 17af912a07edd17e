package io.nekoagents.ingest.history;

import java.time.Instant;

/** A thing that was asked for, as its records tell of it. */
public interface Asked<S> {

    String tenant();

    String id();

    /** Of its commands. */
    String logKey();

    /** When the client asked, to the millisecond. */
    Instant requestedAt();

    /** Whether whoever asked for that one would be content with this one. */
    boolean answers(S other);
}
