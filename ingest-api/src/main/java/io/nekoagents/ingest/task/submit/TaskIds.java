package io.nekoagents.ingest.task.submit;

import io.nekoagents.ingest.history.Ids;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Names tasks. */
@Component
final class TaskIds {

    private static final Ids IDS = new Ids("task_");

    /** A ULID: names sort by the millisecond they were made in, and cannot be guessed. */
    String fresh(Instant now) {
        return IDS.fresh(now);
    }

    /** The same name in every process for the same tenant and key. */
    static String derived(String tenant, String idempotencyKey) {
        return IDS.derived(tenant, idempotencyKey);
    }
}
