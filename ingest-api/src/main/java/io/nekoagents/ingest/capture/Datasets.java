package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.capture.DatasetDocument.UploadDocument;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.history.Ids;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.CatchUp;
import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.ingest.view.KnownHistories;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The datasets of tenants, and where they are to be copied to. */
@Component
final class Datasets {

    private static final Ids IDS = new Ids("upload_");

    private final KnownRecords<Dataset> known;
    private final KnownHistories commands;
    private final Histories<Episode> log;
    private final CatchUp catchUp;
    private final CaptureSettings settings;
    private final InstantSource clock;
    private final Duration patience;

    Datasets(
            KnownRecords<Dataset> known,
            @Qualifier("knownEpisodes") KnownHistories commands,
            Histories<Episode> log,
            CatchUp catchUp,
            CaptureSettings settings,
            InstantSource clock,
            ApiSettings api) {
        this.known = known;
        this.commands = commands;
        this.log = log;
        this.catchUp = catchUp;
        this.settings = settings;
        this.clock = clock;
        this.patience = api.readTimeout();
    }

    /**
     * By their ids.
     *
     * @throws ProblemException 503, if the log was not read yet
     */
    List<DatasetDocument> of(String tenant) {
        if (!known.settled()) {
            throw ProblemException.unavailable("It is not yet known which datasets there are");
        }
        return known.all()
                .filter(dataset -> dataset.getTenant().equals(tenant))
                .sorted(Comparator.comparing(Dataset::getDatasetId))
                .map(dataset -> DatasetDocument.of(dataset, lastUpload(tenant, dataset.getDatasetId())))
                .toList();
    }

    private Optional<UploadDataset> lastUpload(String tenant, String datasetId) {
        return commands.of(tenant, KnownHistories.dataset(datasetId)).stream()
                .map(HistoryEntry::value)
                .filter(UploadDataset.class::isInstance)
                .map(UploadDataset.class::cast)
                .filter(command -> CaptureRules.violations(command).isEmpty())
                .reduce((_, later) -> later);
    }

    /** @throws ProblemException if there is no such dataset of the caller's, or it may not go there */
    UploadDocument upload(Caller caller, String datasetId, String remoteUri) throws InterruptedException {
        require(caller, datasetId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UploadDataset command = new UploadDataset(datasetId, caller.tenant(), IDS.fresh(now), remoteUri, now);
        List<Violation> violations = new ArrayList<>(CaptureRules.violations(command));
        if (violations.isEmpty()) {
            settings.places()
                    .refusal(caller.tenant(), remoteUri)
                    .ifPresent(rule -> violations.add(new Violation("remote_uri", rule)));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        commands.awaitCommand(datasetId, log.append(datasetId, command), patience);
        return UploadDocument.of(command);
    }

    private void require(Caller caller, String datasetId) throws InterruptedException {
        String key = caller.tenant() + "/" + datasetId;
        if (known.find(key).isPresent()) {
            return;
        }
        boolean everything = catchUp.await(known, patience) && known.settled();
        if (known.find(key).isEmpty()) {
            throw everything
                    ? ProblemException.missing("There is no dataset " + datasetId)
                    : ProblemException.unavailable(
                            "It is not yet known whether the dataset " + datasetId + " is there");
        }
    }
}
