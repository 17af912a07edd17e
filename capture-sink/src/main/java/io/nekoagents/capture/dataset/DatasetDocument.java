package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.ShardSealed;

/** A dataset as it is told of to the API. */
final class DatasetDocument {

    private DatasetDocument() {}

    static Dataset of(DatasetState state) {
        Shards shards = state.shards();
        ShardSealed last = shards == null ? null : shards.last();
        DatasetState.Counts counts = state.counts();
        return Dataset.newBuilder()
                .setDatasetId(state.key().datasetId())
                .setTenant(state.key().tenant())
                .setUri(last == null ? "" : last.getPlaces().getFirst())
                .setEpisodes(counts.episodes())
                .setSamples(counts.samples())
                .setShards(counts.shards())
                .setBytes(counts.bytes())
                .setCompression(last == null || last.getCompression() == null ? "none" : last.getCompression())
                .setUpload(state.upload())
                .setCreatedAt(state.createdAt())
                .setUpdatedAt(state.updatedAt())
                .build();
    }
}
