package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.ShardRecords;
import io.nekoagents.capture.log.Entries;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals what is open, puts it in its places, and commits. */
final class Cut {

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

    private final String sinkId;
    private final Places places;
    private final Stores stores;
    private final Entries entries;
    private final InstantSource clock;
    private final CutWatch watch;

    Cut(String sinkId, Places places, Stores stores, Entries entries, InstantSource clock, CutWatch watch) {
        this.sinkId = sinkId;
        this.places = places;
        this.stores = stores;
        this.entries = entries;
        this.clock = clock;
        this.watch = watch;
    }

    /** What there is to say once all is in its place. */
    record Ready(List<ProducerRecord<byte[], byte[]>> entries, List<ShardSealed> shards) {}

    /**
     * Seals and uploads.
     *
     * @throws io.nekoagents.capture.store.StoreException if a place does not take it
     * @throws IOException if the disk does not
     */
    Ready prepare(Haul haul) throws IOException {
        watch.at(CutWatch.Step.BEGUN);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        record Sealed(OpenShard open, OpenShard.Filled filled) {}
        List<Sealed> sealed = new ArrayList<>();
        for (OpenShard open : haul.shards()) {
            for (OpenShard.Filled filled : open.sealAll(now)) {
                sealed.add(new Sealed(open, filled));
            }
        }
        watch.at(CutWatch.Step.SEALED);
        List<ShardSealed> shards = new ArrayList<>();
        for (Sealed each : sealed) {
            List<Address> where = places.of(each.open().config());
            upload(each.filled(), where);
            shards.add(record(each.open(), each.filled(), where));
        }
        watch.at(CutWatch.Step.UPLOADED);
        List<ProducerRecord<byte[], byte[]>> told = new ArrayList<>();
        shards.forEach(shard -> told.add(entries.of(Topics.CAPTURE_SHARDS, keyOf(shard), shard)));
        haul.dropped().forEach((key, dropped) -> told.add(entries.of(Topics.CAPTURE_SHARDS, key, dropped)));
        told.addAll(haul.letters());
        return new Ready(told, shards);
    }

    /** @throws org.apache.kafka.common.KafkaException if it may not be committed */
    void commit(
            Ready ready,
            Transactions transactions,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<ConsumerGroupMetadata> group) {
        transactions.commit(ready.entries(), offsets, group, () -> watch.at(CutWatch.Step.WRITTEN));
        watch.at(CutWatch.Step.COMMITTED);
        ready.shards()
                .forEach(shard -> LOG.atInfo()
                        .addKeyValue(LogKeys.EVENT, "shard_sealed")
                        .addKeyValue(LogKeys.TENANT, shard.getTenant())
                        .addKeyValue(LogKeys.DATASET, shard.getDatasetId())
                        .addKeyValue(LogKeys.SHARD, ShardRecords.stored(shard).getBasename())
                        .addKeyValue(LogKeys.SAMPLES, shard.getSamples())
                        .addKeyValue(LogKeys.BYTES, ShardRecords.stored(shard).getBytes())
                        .log("Shard sealed"));
    }

    private void upload(OpenShard.Filled filled, List<Address> where) {
        for (Address place : where) {
            stores.at(place)
                    .put(
                            filled.shard().entry().file().basename(),
                            filled.shard().file());
            watch.at(CutWatch.Step.UPLOADING);
        }
    }

    private ShardSealed record(OpenShard open, OpenShard.Filled filled, List<Address> where) {
        return ShardRecords.of(filled.shard().entry())
                .setTenant(open.dataset().tenant())
                .setDatasetId(open.dataset().datasetId())
                .setPlaces(where.stream().map(Address::text).toList())
                .setEpisodeIds(filled.episodes())
                .setSealedBy(sinkId)
                .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static String keyOf(ShardSealed shard) {
        return shard.getTenant() + "/" + shard.getDatasetId() + "/"
                + shard.getRaw().getBasename();
    }
}
