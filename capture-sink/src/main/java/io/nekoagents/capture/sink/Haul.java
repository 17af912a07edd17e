package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.config.Configs;
import io.nekoagents.capture.dataset.DatasetKey;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeDropped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read and is not committed: open shards, episodes that could not be put into one, and letters. For one thread. */
final class Haul {

    private static final Logger LOG = LoggerFactory.getLogger(Haul.class);

    private final Configs configs;
    private final Path work;
    private final InstantSource clock;
    private final Map<String, OpenShard> shards = new HashMap<>();
    private final Map<String, EpisodeDropped> dropped = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
    private final Set<String> episodes = new HashSet<>();

    Haul(Configs configs, Path work, InstantSource clock) {
        this.configs = configs;
        this.work = work;
        this.clock = clock;
    }

    CaptureConfig config(String tenant) {
        return configs.of(tenant);
    }

    boolean has(DatasetKey dataset, String episodeId) {
        return episodes.contains(dataset + "/" + episodeId);
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
        OpenShard fresh = new OpenShard(config, work);
        shards.put(config.getTenant(), fresh);
        return fresh;
    }

    /** Adds an episode for which there is room. */
    void add(CaptureConfig config, String episodeId, List<Sample> samples) throws IOException {
        OpenShard open = shardFor(config);
        open.add(episodeId, samples, clock.instant());
        episodes.add(open.dataset() + "/" + episodeId);
    }

    void drop(EpisodeDropped episode) {
        dropped.put(episode.getTenant() + "/" + episode.getDatasetId() + "/" + episode.getEpisodeId(), episode);
    }

    void letter(ProducerRecord<byte[], byte[]> letter) {
        letters.add(letter);
    }

    Collection<OpenShard> shards() {
        return shards.values();
    }

    Map<String, EpisodeDropped> dropped() {
        return dropped;
    }

    List<ProducerRecord<byte[], byte[]>> letters() {
        return letters;
    }

    boolean isEmpty() {
        return dropped.isEmpty()
                && letters.isEmpty()
                && shards.values().stream().allMatch(OpenShard::isEmpty);
    }

    /** Throws all of it away; the work folder is empty afterwards. */
    void clear() throws IOException {
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
        episodes.clear();
        Folders.empty(work);
    }
}
