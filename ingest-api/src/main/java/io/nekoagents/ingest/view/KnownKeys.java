package io.nekoagents.ingest.view;

import io.nekoagents.schema.access.ApiKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** The API's keys that are not revoked; kept in memory beside the store, that each request can ask. Thread-safe. */
public final class KnownKeys {

    private static final TopicPartition LOG =
            new TopicPartition(Source.KEYS.topic().name(), 0);

    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final AppliedOffsets applied;
    private volatile boolean settled;

    private KnownKeys(AppliedOffsets applied) {
        this.applied = applied;
    }

    static KnownKeys load(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        KnownKeys known = new KnownKeys(applied);
        store.scan(Column.KEYS, new byte[0], null, (id, value) -> {
            known.keys.put(Keys.id(id), reader.apiKey(value));
            return true;
        });
        return known;
    }

    /** Whether the log was read once to its end: before that a key may be missing, or have been revoked meanwhile. */
    public boolean settled() {
        return settled;
    }

    /** The key of that id, expired or not. */
    public Optional<ApiKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** The tenant's keys, oldest first. */
    public List<ApiKey> of(String tenant) {
        return keys.values().stream()
                .filter(key -> key.getTenant().equals(tenant))
                .sorted(Comparator.comparing(ApiKey::getCreatedAt).thenComparing(ApiKey::getKeyId))
                .toList();
    }

    /** Waits until what was written at an offset is known here; false when that did not happen in time. */
    public boolean await(long offset, Duration longest) throws InterruptedException {
        return applied.await(LOG, offset + 1, System.nanoTime() + longest.toNanos());
    }

    void settle() {
        settled = true;
    }

    void apply(Changes changes) {
        changes.keys.forEach((id, key) -> key.ifPresentOrElse(known -> keys.put(id, known), () -> keys.remove(id)));
    }
}
