package io.nekoagents.ingest.history;

import java.time.Instant;

/** A thing that was asked for, as its records tell of it. */
public interface Asked {

    String tenant();

    String id();

    /** Of its commands. */
    String logKey();

    /** When the client asked, to the millisecond. */
    Instant requestedAt();
}
