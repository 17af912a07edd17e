package io.nekoagents.ingest.view;

import java.util.List;

/** What is kept in memory beside the store. */
record ViewMemory(Workload workload, List<KnownRecords<?>> known, DeliveryView deliveries) {

    /** Follows what was written to the store. */
    void apply(Changes changes) {
        workload.apply(changes);
        known.forEach(each -> each.apply(changes));
        deliveries.apply(changes);
    }

    /** The log was read once to its end. */
    void settle() {
        known.forEach(KnownRecords::settle);
    }
}
