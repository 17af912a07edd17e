package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.capture.DatasetDocument.UploadDocument;
import io.nekoagents.ingest.problem.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class DatasetController {

    private static final String DATASETS = "/api/v1/capture/datasets";

    private final Datasets datasets;
    private final JsonBody body;

    DatasetController(Datasets datasets, JsonBody body) {
        this.datasets = datasets;
        this.body = body;
    }

    record ListDocument(List<DatasetDocument> datasets) {}

    /** Where a dataset is to be copied to. */
    record UploadRequest(@Nullable String remoteUri) {}

    @GetMapping(DATASETS)
    ListDocument list(Caller caller) {
        return new ListDocument(datasets.of(caller.tenant()));
    }

    @PostMapping(path = DATASETS + "/{datasetId}/upload", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    UploadDocument upload(Caller caller, @PathVariable String datasetId, HttpServletRequest request)
            throws InterruptedException {
        String remoteUri = body.read(request, UploadRequest.class).remoteUri();
        return datasets.upload(caller, datasetId, Objects.requireNonNullElse(remoteUri, ""));
    }
}
