package io.nekoagents.ingest.view;

import io.nekoagents.schema.access.ApiKey;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a batch changes in memory, once it is written. */
final class Changes {

    /** Tasks of which something new is known. */
    final Set<String> touched = new HashSet<>();

    /** Whether a task is open now. */
    final Map<String, Boolean> open = new HashMap<>();

    /** Of tasks that ended. */
    final List<Duration> durations = new ArrayList<>();

    /** Each worker's last word; empty for one that is forgotten. */
    final Map<String, Optional<WorkerHeartbeat>> workers = new HashMap<>();

    /** Each key of the API; empty for one that is revoked. */
    final Map<String, Optional<ApiKey>> keys = new HashMap<>();
}
