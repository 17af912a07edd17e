package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Every dataset as the log tells of it, kept up to date. Thread-safe. */
public final class DatasetLog implements AutoCloseable {

    private final Map<DatasetKey, DatasetState> datasets = new ConcurrentHashMap<>();
    private final KnownEpisodes episodes;
    private final Set<DatasetKey> changed = ConcurrentHashMap.newKeySet();
    private final LogTail<SpecificRecord> tail;

    public DatasetLog(KafkaConnection connection, SchemaRegistry registry, String sinkId, InstantSource clock) {
        this.episodes = new KnownEpisodes(clock);
        this.tail = new LogTail<>(
                connection, registry, Topics.CAPTURE_SHARDS, "neko-capture-datasets-" + sinkId, this::read);
    }

    /** The result is done when everything written before has been read. */
    public CompletableFuture<Void> start() {
        return tail.start();
    }

    /** Done when everything that is committed now is known here. */
    public CompletableFuture<Void> caughtUp() {
        return tail.caughtUp();
    }

    /** Whether an episode is in one of the tenant's datasets, or was told of as one that cannot be. */
    public boolean has(String tenant, String episodeId) {
        return episodes.has(tenant, episodeId);
    }

    public Optional<DatasetState> find(DatasetKey dataset) {
        return Optional.ofNullable(datasets.get(dataset));
    }

    public Collection<DatasetState> all() {
        return List.copyOf(datasets.values());
    }

    /** Those that changed since this was asked last. */
    Set<DatasetKey> takeChanged() {
        Set<DatasetKey> taken = Set.copyOf(changed);
        changed.removeAll(taken);
        return taken;
    }

    private void read(String key, @Nullable SpecificRecord fact) {
        if (fact == null) {
            return;
        }
        DatasetFold.keyOf(fact).ifPresent(dataset -> {
            switch (fact) {
                case ShardSealed sealed ->
                    episodes.add(dataset.tenant(), sealed.getEpisodeIds(), sealed.getOccurredAt());
                case EpisodeDropped dropped ->
                    episodes.add(dataset.tenant(), List.of(dropped.getEpisodeId()), dropped.getOccurredAt());
                default -> {}
            }
            datasets.compute(dataset, (_, before) -> DatasetFold.evolve(before, dataset, fact));
            changed.add(dataset);
        });
    }

    @Override
    public void close() {
        tail.close();
    }
}
