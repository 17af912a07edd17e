package io.nekoagents.ingest.view;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

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

    /** Whether any task's next delivery is another now. */
    boolean deliveries;

    /** By how many there are more tasks now that have a delivery before them. */
    int moreDeliveries;

    /** By source, the last record of each key; empty for one that is deleted. */
    final Map<Source, Map<String, Optional<SpecificRecord>>> known = new EnumMap<>(Source.class);
}
