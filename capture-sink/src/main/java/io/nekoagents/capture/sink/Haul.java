package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeDropped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read and is not committed: open shards, sealed ones on their way, episodes that could not be put into one, and
 * letters. A tenant whose sealed shards did not arrive in time is held: nothing more of it is taken in until they have. For
 * one thread.
 */
final class Haul {

    private static final Logger LOG = LoggerFactory.getLogger(Haul.class);

    private final Configs configs;
    private final Path work;
    private final InstantSource clock;
    private final Map<String, OpenShard> shards = new HashMap<>();
    private final Map<String, Load> loads = new HashMap<>();
    private final Map<String, EpisodeDropped> dropped = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
    /** Where there is something to go back to, since who was held is not any more. */
    private final Pins back = new Pins();

    Haul(Configs configs, Path work, InstantSource clock) {
        this.configs = configs;
        this.work = work;
        this.clock = clock;
    }

    CaptureConfig config(String tenant) {
        return configs.of(tenant);
    }

    boolean has(String tenant, String episodeId) {
        OpenShard open = shards.get(tenant);
        Load load = loads.get(tenant);
        return (open != null && open.has(episodeId))
                || (load != null && load.open().has(episodeId));
    }

    boolean isHeld(String tenant) {
        return loads.containsKey(tenant);
    }

    /** Leaves an episode of a tenant that is held to be read again. */
    void passOver(String tenant, Origin origin) {
        Load load = loads.get(tenant);
        if (load != null) {
            load.passed().add(origin);
        }
    }

    /**
     * Whether an episode can go in as things are; if not, a cut makes room.
     *
     * @throws io.nekoagents.capture.mds.SampleTooLargeException if it can never
     */
    boolean hasRoomFor(CaptureConfig config, List<Sample> samples, Path files) throws IOException {
        OpenShard open = shardFor(config);
        if (!open.config().equals(config)) {
            return false;
        }
        boolean fits = open.hasRoomFor(samples, files);
        return fits || open.isEmpty();
    }

    /** The tenant's open shard; one that has nothing in it yet follows the configuration. */
    private OpenShard shardFor(CaptureConfig config) throws IOException {
        OpenShard open = shards.get(config.getTenant());
        if (open != null && (!open.isEmpty() || open.config().equals(config))) {
            return open;
        }
        if (open != null) {
            open.close();
        }
        OpenShard fresh = new OpenShard(config, work.resolve(config.getTenant()));
        shards.put(config.getTenant(), fresh);
        return fresh;
    }

    /** Adds an episode for which there is room. */
    void add(CaptureConfig config, String episodeId, Origin origin, List<Sample> samples) throws IOException {
        OpenShard open = shardFor(config);
        open.add(episodeId, samples, clock.instant());
        open.pins().add(origin);
    }

    void drop(EpisodeDropped episode) {
        dropped.put(episode.getTenant() + "/" + episode.getDatasetId() + "/" + episode.getEpisodeId(), episode);
    }

    void letter(ProducerRecord<byte[], byte[]> letter) {
        letters.add(letter);
    }

    /** Seals every open shard; nothing more goes into it. */
    List<Load> seal(Places places, Instant now) throws IOException {
        List<Load> sealed = new ArrayList<>();
        for (OpenShard open : List.copyOf(shards.values())) {
            if (open.isEmpty()) {
                open.close();
            } else {
                Load load = new Load(open, open.sealAll(now), places.of(open.config()));
                loads.put(open.config().getTenant(), load);
                sealed.add(load);
            }
            shards.remove(open.config().getTenant());
        }
        return sealed;
    }

    Collection<Load> loads() {
        return List.copyOf(loads.values());
    }

    Map<String, EpisodeDropped> dropped() {
        return dropped;
    }

    List<ProducerRecord<byte[], byte[]>> letters() {
        return letters;
    }

    /** Whether nothing was read that a cut would commit now. */
    boolean isEmpty() {
        return dropped.isEmpty()
                && letters.isEmpty()
                && shards.values().stream().allMatch(OpenShard::isEmpty);
    }

    /** What may not be committed if these are. */
    Pins pinsBeside(Collection<Load> arrived) {
        Pins pins = new Pins();
        pins.addAll(back);
        for (Load load : loads.values()) {
            pins.addAll(arrived.contains(load) ? load.passed() : load.pins());
        }
        return pins;
    }

    /** These loads are in their datasets, and what else there was to say is said. */
    void committed(Collection<Load> arrived) {
        for (Load load : arrived) {
            back.addAll(load.passed());
            remove(load);
        }
        dropped.clear();
        letters.clear();
    }

    /** What is in the load is to be read again. */
    void letGo(Load load) {
        back.addAll(load.pins());
        remove(load);
    }

    private void remove(Load load) {
        loads.remove(load.config().getTenant());
        try {
            load.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue(LogKeys.PROBLEM, e.getMessage()).log("A file could not be closed");
        }
    }

    boolean isToGoBack() {
        return !back.isEmpty();
    }

    /** Everything that is not committed is read again from now on. */
    void wentBack() {
        back.clear();
    }

    /** Throws all of it away; the work folder is empty afterwards. */
    void clear() throws IOException {
        loads().forEach(this::remove);
        for (OpenShard shard : shards.values()) {
            try {
                shard.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue(LogKeys.PROBLEM, e.getMessage()).log("A file could not be closed");
            }
        }
        shards.clear();
        dropped.clear();
        letters.clear();
        back.clear();
        Folders.empty(work);
    }
}
