package io.nekoagents.capture.sink;

import io.nekoagents.capture.store.Address;
import io.nekoagents.schema.capture.CaptureConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the shards of a tenant go: {@code <place>/<tenant>/<dataset>}, so that no two tenants share a folder, whatever they
 * configure.
 */
record Places(Address out) {

    /** The dataset's own place, whatever else there is. */
    Address home(CaptureConfig config) {
        return out.below(config.getTenant()).below(config.getLayout());
    }

    /** The dataset's own first. */
    List<Address> of(CaptureConfig config) {
        List<Address> places = new ArrayList<>();
        String remote = config.getRemoteUri();
        if (remote == null || config.getKeepLocal()) {
            places.add(out);
        }
        if (remote != null) {
            places.add(Address.parse(remote));
        }
        return places.stream()
                .map(place -> place.below(config.getTenant()).below(config.getLayout()))
                .distinct()
                .toList();
    }
}
