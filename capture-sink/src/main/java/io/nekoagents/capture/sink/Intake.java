package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.DatasetKey;
import io.nekoagents.capture.dataset.DatasetLog;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.SampleTooLargeException;
import io.nekoagents.capture.sample.Episode;
import io.nekoagents.capture.sample.EpisodeRefusedException;
import io.nekoagents.capture.sample.Sampler;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.rule.CaptureRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts finished episodes into open shards. For one thread. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Sampler sampler;
    private final DatasetLog datasets;
    private final Path folder;
    private final InstantSource clock;
    private final SinkMeters meters;

    /** @param folder for the files of one episode at a time */
    Intake(Sampler sampler, DatasetLog datasets, Path folder, InstantSource clock, SinkMeters meters) {
        this.sampler = sampler;
        this.datasets = datasets;
        this.folder = folder;
        this.clock = clock;
        this.meters = meters;
    }

    /** Commits what is open, and so makes room. */
    @FunctionalInterface
    interface Room {
        void make() throws IOException;
    }

    /**
     * Puts an episode into its tenant's open shard; one of a tenant that is held is passed over.
     *
     * @throws io.nekoagents.capture.store.StoreException if frames cannot be read now
     * @throws IOException if the disk does not take it
     */
    void take(Haul haul, Episode episode, Origin origin, Room room) throws IOException {
        CaptureConfig config = haul.config(episode.tenant());
        if (!CaptureRules.violations(config).isEmpty()) {
            // What is configured was checked: it is the tenant's name, which is to be that of a folder.
            LOG.atError().addKeyValue(LogKeys.EPISODE, episode.id()).log("An episode of nobody is left out");
            meters.dropped("invalid_tenant");
            return;
        }
        if (isKnown(haul, episode.tenant(), episode.id())) {
            return;
        }
        if (haul.isHeld(episode.tenant())) {
            haul.passOver(episode.tenant(), origin);
            return;
        }
        DatasetKey dataset = new DatasetKey(episode.tenant(), config.getLayout());
        Folders.empty(folder);
        try {
            List<Sample> samples = sampler.samples(episode, config, folder);
            if (!haul.hasRoomFor(config, samples, folder)) {
                room.make();
                if (haul.isHeld(episode.tenant())) {
                    haul.passOver(episode.tenant(), origin);
                    return;
                }
                requireRoom(haul.hasRoomFor(config, samples, folder));
            }
            haul.add(config, episode.id(), origin, samples);
        } catch (EpisodeRefusedException e) {
            drop(haul, dataset, episode.id(), e.code(), String.valueOf(e.getMessage()));
        } catch (SampleTooLargeException e) {
            drop(haul, dataset, episode.id(), "too_large", String.valueOf(e.getMessage()));
        } finally {
            Folders.delete(folder);
        }
    }

    /** What was read before, and is read again because of another. */
    private boolean isKnown(Haul haul, String tenant, String episodeId) {
        boolean known = haul.has(tenant, episodeId) || datasets.has(tenant, episodeId);
        if (known) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.TENANT, tenant)
                    .addKeyValue(LogKeys.EPISODE, episodeId)
                    .log("What became of an episode is in the log already");
        }
        return known;
    }

    private static void requireRoom(boolean there) {
        if (!there) {
            throw new IllegalStateException("An empty shard has no room for what can be in a shard");
        }
    }

    /** An episode some of whose parts never came. One that is known may have begun before the offset that was gone back to. */
    void torn(Haul haul, EpisodeFinished finished, int found) {
        String tenant = finished.getTenant();
        if (isKnown(haul, tenant, finished.getEpisodeId())) {
            return;
        }
        drop(
                haul,
                new DatasetKey(tenant, haul.config(tenant).getLayout()),
                finished.getEpisodeId(),
                "parts_missing",
                "of " + finished.getParts() + " parts of the episode " + found + " stand before its end");
    }

    private void drop(Haul haul, DatasetKey dataset, String episodeId, String code, String message) {
        LOG.atWarn()
                .addKeyValue(LogKeys.EVENT, "episode_dropped")
                .addKeyValue(LogKeys.EPISODE, episodeId)
                .addKeyValue(LogKeys.DATASET, dataset)
                .addKeyValue(LogKeys.CODE, code)
                .addKeyValue(LogKeys.PROBLEM, message)
                .log("An episode could not be put into its dataset");
        meters.dropped(code);
        haul.drop(new EpisodeDropped(
                dataset.tenant(),
                dataset.datasetId(),
                episodeId,
                code,
                message,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
}
