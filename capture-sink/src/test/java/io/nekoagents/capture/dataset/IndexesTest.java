package io.nekoagents.capture.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.schema.capture.ShardColumn;
import io.nekoagents.schema.capture.ShardFile;
import io.nekoagents.schema.capture.ShardSealed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Indexes at places that hang or fail, beside sound ones. */
@Timeout(60)
final class IndexesTest {

    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    private final Map<DatasetKey, DatasetState> datasets = new ConcurrentHashMap<>();
    private final Map<String, String> written = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean fails;

    private final Indexes indexes = new Indexes(
            key -> Optional.ofNullable(datasets.get(key)),
            FakePlace::new,
            new KeeperSettings(Duration.ofMillis(50), Duration.ofMinutes(1)),
            Indexes.Meters.of(meters));

    @AfterEach
    void close() {
        answer.countDown();
        indexes.close();
    }

    @Test
    void aPlaceThatHangsKeepsNoOtherWaitingAndIsServedWhenItAnswers() {
        for (int shard = 0; shard < 5; shard++) {
            seal("stuck", "s3://hangs/at", "shard." + shard);
            seal("acme", "s3://sound/at", "shard." + shard);
            indexes.go();

            awaitShards("s3://sound/at/acme/episodes/", shard + 1);
        }
        assertThat(asked).as("requests to the place that hangs").hasValue(1);
        assertThat(written).doesNotContainKey("s3://hangs/at/stuck/episodes/");

        answer.countDown();

        await().untilAsserted(() -> {
            indexes.go();
            assertThat(shards("s3://hangs/at/stuck/episodes/")).isEqualTo(5);
        });
    }

    @Test
    void aDatasetThatFailsIsTriedLessOftenThanItIsWantedAndItsNeighboursAreServed() {
        answer.countDown();
        fails = true;
        for (int shard = 0; shard < 200; shard++) {
            seal("stuck", "s3://hangs/at", "shard." + shard);
            seal("acme", "s3://hangs/at", "shard." + shard);
            indexes.go();
        }
        awaitShards("s3://hangs/at/acme/episodes/", 200);
        assertThat(meters.counter("neko.capture.index.failures").count()).isBetween(1.0, 20.0);

        fails = false;

        await().untilAsserted(() -> {
            indexes.go();
            assertThat(shards("s3://hangs/at/stuck/episodes/")).isEqualTo(200);
        });
    }

    private void seal(String tenant, String root, String basename) {
        DatasetKey key = new DatasetKey(tenant, "episodes");
        ShardSealed shard = ShardSealed.newBuilder()
                .setTenant(tenant)
                .setDatasetId("episodes")
                .setPlaces(List.of(root + "/" + tenant + "/episodes"))
                .setColumns(List.of(new ShardColumn("episode_id", "str", null)))
                .setRaw(new ShardFile(basename, 1L, Map.of()))
                .setSamples(1)
                .setEpisodeIds(List.of("ep_" + basename))
                .setSealedBy("sink")
                .setOccurredAt(THEN)
                .build();
        DatasetState state = datasets.compute(key, (_, before) -> DatasetFold.evolve(before, key, shard));
        indexes.want(state, false);
    }

    private void awaitShards(String place, int expected) {
        await().untilAsserted(() -> {
            indexes.go();
            assertThat(shards(place)).as("shards in the index at %s", place).isEqualTo(expected);
        });
    }

    private int shards(String place) {
        String index = written.get(place);
        return index == null ? 0 : MdsIndex.parse(index).shards().size();
    }

    /** Has every shard; the bucket {@code hangs} does not answer until it is told to, and fails for the tenant {@code stuck}. */
    private final class FakePlace implements Store {

        private final String place;

        FakePlace(Address place) {
            this.place = place.toString();
        }

        private void meet() {
            if (place.startsWith("s3://hangs/")) {
                asked.incrementAndGet();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new StoreException("given up", e);
                }
                if (fails && place.contains("stuck")) {
                    throw new StoreException("does not do it", null);
                }
            }
        }

        @Override
        public URI put(String name, byte[] bytes, String mediaType) {
            meet();
            written.put(place, new String(bytes, UTF_8));
            return uri(name);
        }

        @Override
        public URI put(String name, Path file) {
            throw new UnsupportedOperationException("no shard is put here");
        }

        @Override
        public Optional<byte[]> get(String name, int most) {
            meet();
            return Optional.ofNullable(written.get(place)).map(index -> index.getBytes(UTF_8));
        }

        @Override
        public boolean get(String name, Path file) {
            throw new UnsupportedOperationException("no shard is read here");
        }

        @Override
        public OptionalLong size(String name) {
            return OptionalLong.of(1);
        }

        @Override
        public List<String> list(String prefix) {
            return List.of();
        }

        @Override
        public URI uri(String name) {
            return URI.create(place + name);
        }
    }
}
