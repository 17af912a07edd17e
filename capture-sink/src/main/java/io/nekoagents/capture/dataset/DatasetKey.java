package io.nekoagents.capture.dataset;

/** A dataset among those of all tenants. */
public record DatasetKey(String tenant, String datasetId) {

    /** As in records' keys: tenant, a slash, and dataset. */
    @Override
    public String toString() {
        return tenant + "/" + datasetId;
    }
}
