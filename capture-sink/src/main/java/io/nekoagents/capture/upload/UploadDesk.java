package io.nekoagents.capture.upload;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.DatasetKey;
import io.nekoagents.capture.dataset.DatasetLog;
import io.nekoagents.capture.dataset.DatasetState;
import io.nekoagents.capture.log.EventLog;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.AllowedPlaces;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.capture.UploadStatus;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries an upload out, and says how it stands. */
final class UploadDesk {

    private static final Logger LOG = LoggerFactory.getLogger(UploadDesk.class);
    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(1);
    private static final int TRIES = 5;

    private final DatasetLog datasets;
    private final DatasetCopier copier;
    private final AllowedPlaces allowed;
    private final EventLog log;
    private final InstantSource clock;
    private long toldAt;

    UploadDesk(DatasetLog datasets, DatasetCopier copier, AllowedPlaces allowed, EventLog log, InstantSource clock) {
        this.datasets = datasets;
        this.copier = copier;
        this.allowed = allowed;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Carries it out to its end, which is told of; one that has ended already is left alone.
     *
     * @throws io.nekoagents.capture.log.LogUnavailableException if it cannot be told
     */
    void carryOut(UploadDataset command) throws InterruptedException {
        List<Violation> violations = CaptureRules.violations(command);
        if (!violations.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.UPLOAD, command.getUploadId())
                    .addKeyValue(LogKeys.PROBLEM, violations)
                    .log("An upload that breaks a rule is refused");
            return;
        }
        catchUp();
        Optional<DatasetState> dataset = datasets.find(new DatasetKey(command.getTenant(), command.getDatasetId()));
        if (dataset.isPresent() && hasEnded(dataset.get(), command)) {
            return;
        }
        Optional<String> refusal = dataset.isEmpty()
                ? Optional.of("There is no dataset " + command.getDatasetId())
                : allowed.refusal(command.getTenant(), command.getRemoteUri()).or(() -> isPlace(command));
        if (refusal.isPresent()) {
            tell(command, UploadStatus.FAILED, 0, refusal.get());
        } else {
            copy(dataset.get(), command);
        }
    }

    private void catchUp() throws InterruptedException {
        try {
            datasets.caughtUp().get(READING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreException("The log of shards could not be read to its end", e);
        }
    }

    private static boolean hasEnded(DatasetState dataset, UploadDataset command) {
        DatasetUpload last = dataset.upload();
        return last != null
                && last.getUploadId().equals(command.getUploadId())
                && last.getStatus() != UploadStatus.RUNNING;
    }

    /** A place where a dataset grows has an index of its own, which a copy would displace. */
    private Optional<String> isPlace(UploadDataset command) {
        String asked = Address.parse(command.getRemoteUri()).text();
        return datasets.all().stream()
                .filter(each -> each.places().contains(asked))
                .findFirst()
                .map(_ -> "A dataset grows there already");
    }

    private void copy(DatasetState dataset, UploadDataset command) throws InterruptedException {
        long[] there = {0};
        tell(command, UploadStatus.RUNNING, 0, null);
        for (int tries = 1; ; tries++) {
            try {
                copier.copy(dataset, Address.parse(command.getRemoteUri()), bytes -> {
                    there[0] = bytes;
                    news(command, bytes);
                });
                tell(command, UploadStatus.FINISHED, there[0], null);
                return;
            } catch (DatasetCopier.ShardGoneException e) {
                tell(command, UploadStatus.FAILED, there[0], String.valueOf(e.getMessage()));
                return;
            } catch (StoreException | IOException e) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.UPLOAD, command.getUploadId())
                        .addKeyValue(LogKeys.TRIES, tries)
                        .setCause(e)
                        .log("An upload failed");
                if (tries == TRIES) {
                    tell(
                            command,
                            UploadStatus.FAILED,
                            there[0],
                            "The place did not take it, or the shards could not be read");
                    return;
                }
                TimeUnit.SECONDS.sleep(1L << tries);
            }
        }
    }

    private void news(UploadDataset command, long bytes) {
        if (System.nanoTime() - toldAt > BETWEEN_NEWS.toNanos()) {
            tell(command, UploadStatus.RUNNING, bytes, null);
        }
    }

    private void tell(UploadDataset command, UploadStatus status, long bytes, @Nullable String message) {
        toldAt = System.nanoTime();
        DatasetUpload upload = new DatasetUpload(
                command.getUploadId(),
                command.getRemoteUri(),
                status,
                bytes,
                message,
                command.getRequestedAt(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        String key = command.getTenant() + "/" + command.getDatasetId() + "/" + command.getUploadId();
        log.append(Topics.CAPTURE_SHARDS, key, new DatasetCopied(command.getTenant(), command.getDatasetId(), upload));
        LOG.atInfo()
                .addKeyValue(LogKeys.EVENT, "dataset_upload")
                .addKeyValue(LogKeys.UPLOAD, command.getUploadId())
                .addKeyValue(LogKeys.BYTES, bytes)
                .addKeyValue("status", status)
                .log("Upload of a dataset");
    }
}
