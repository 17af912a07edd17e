package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.ShardRecords;
import io.nekoagents.capture.log.Entries;
import io.nekoagents.capture.store.Address;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.time.Duration;
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

/** Seals what is open, has it brought to its places, and commits what has arrived there. */
final class Cut {

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

    private final SinkSettings settings;
    private final Places places;
    private final Carrier carrier;
    private final Entries entries;
    private final InstantSource clock;
    private final CutWatch watch;

    Cut(SinkSettings settings, Places places, Tools tools) {
        this.settings = settings;
        this.places = places;
        this.carrier = tools.carrier();
        this.entries = tools.entries();
        this.clock = tools.clock();
        this.watch = tools.watch();
    }

    /** What it works with. */
    record Tools(Carrier carrier, Entries entries, InstantSource clock, CutWatch watch) {}

    /** What there is to say once all of it is in its place. */
    record Ready(List<ProducerRecord<byte[], byte[]>> entries, List<ShardSealed> shards, List<Load> arrived) {}

    /**
     * Seals and uploads, and waits for that as long as it may keep others waiting.
     *
     * @throws IOException if the disk does not take it
     */
    Ready prepare(Haul haul) throws IOException {
        watch.at(CutWatch.Step.BEGUN);
        List<Load> sealed = haul.seal(places, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        watch.at(CutWatch.Step.SEALED);
        sealed.forEach(carrier::send);
        await(sealed);
        watch.at(CutWatch.Step.UPLOADED);
        List<Load> arrived = new ArrayList<>();
        List<ShardSealed> shards = new ArrayList<>();
        for (Load load : haul.loads()) {
            if (load.fate() instanceof Load.Fate.Arrived) {
                arrived.add(load);
                load.shards().forEach(filled -> shards.add(record(load, filled)));
            }
        }
        List<ProducerRecord<byte[], byte[]>> told = new ArrayList<>();
        shards.forEach(shard -> told.add(entries.of(Topics.CAPTURE_SHARDS, keyOf(shard), shard)));
        haul.dropped().forEach((key, dropped) -> told.add(entries.of(Topics.CAPTURE_SHARDS, key, dropped)));
        told.addAll(haul.letters());
        return new Ready(told, shards, arrived);
    }

    private void await(List<Load> sealed) {
        long until = System.nanoTime() + settings.holdAfter().toNanos();
        for (Load load : sealed) {
            if (load.fate(Duration.ofNanos(until - System.nanoTime())) instanceof Load.Fate.UnderWay) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.EVENT, "shards_held")
                        .addKeyValue(LogKeys.TENANT, load.config().getTenant())
                        .addKeyValue(LogKeys.PLACE, load.at())
                        .log("Shards take long to arrive; others go on without this tenant");
            }
        }
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

    private ShardSealed record(Load load, OpenShard.Filled filled) {
        return ShardRecords.of(filled.shard().entry())
                .setTenant(load.open().dataset().tenant())
                .setDatasetId(load.open().dataset().datasetId())
                .setPlaces(load.places().stream().map(Address::text).toList())
                .setEpisodeIds(filled.episodes())
                .setSealedBy(settings.id())
                .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static String keyOf(ShardSealed shard) {
        return shard.getTenant() + "/" + shard.getDatasetId() + "/"
                + shard.getRaw().getBasename();
    }
}
