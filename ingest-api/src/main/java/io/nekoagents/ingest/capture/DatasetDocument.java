package io.nekoagents.ingest.capture;

import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.DatasetUpload;
import io.nekoagents.schema.capture.UploadDataset;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as REST shows it.
 *
 * @param upload the one that was asked for last, null if none was
 */
record DatasetDocument(
        String datasetId,
        String uri,
        long episodes,
        long samples,
        int shards,
        long bytes,
        String compression,
        Instant createdAt,
        Instant updatedAt,
        @Nullable UploadDocument upload) {

    /**
     * An upload.
     *
     * @param status requested, running, finished or failed
     * @param waitsFor the worker that has not said anything of it yet
     */
    record UploadDocument(
            String uploadId,
            String remoteUri,
            String status,
            @Nullable String waitsFor,
            long bytes,
            @Nullable String message,
            Instant requestedAt,
            Instant updatedAt) {

        static UploadDocument of(UploadDataset command) {
            return new UploadDocument(
                    command.getUploadId(),
                    command.getRemoteUri(),
                    "requested",
                    EpisodeDocument.RECORDER,
                    0,
                    null,
                    command.getRequestedAt(),
                    command.getRequestedAt());
        }

        static UploadDocument of(DatasetUpload upload) {
            return new UploadDocument(
                    upload.getUploadId(),
                    upload.getRemoteUri(),
                    upload.getStatus().name().toLowerCase(Locale.ROOT),
                    null,
                    upload.getBytes(),
                    upload.getMessage(),
                    upload.getRequestedAt(),
                    upload.getUpdatedAt());
        }
    }

    /** @param asked the last upload that was asked for, as far as the log still has it */
    static DatasetDocument of(Dataset dataset, Optional<UploadDataset> asked) {
        return new DatasetDocument(
                dataset.getDatasetId(),
                dataset.getUri(),
                dataset.getEpisodes(),
                dataset.getSamples(),
                dataset.getShards(),
                dataset.getBytes(),
                dataset.getCompression(),
                dataset.getCreatedAt(),
                dataset.getUpdatedAt(),
                upload(dataset.getUpload(), asked).orElse(null));
    }

    private static Optional<UploadDocument> upload(@Nullable DatasetUpload told, Optional<UploadDataset> asked) {
        return asked.filter(command -> told == null || isNews(command, told))
                .map(UploadDocument::of)
                .or(() -> Optional.ofNullable(told).map(UploadDocument::of));
    }

    private static boolean isNews(UploadDataset command, DatasetUpload told) {
        return !command.getUploadId().equals(told.getUploadId())
                && !command.getRequestedAt().isBefore(told.getRequestedAt());
    }
}
