package io.nekoagents.ingest.task.frames;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.archive.Archive;
import io.nekoagents.ingest.archive.ArchiveUnavailableException;
import io.nekoagents.ingest.archive.VerifiedContent;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.task.read.KnownTasks;
import io.nekoagents.ingest.task.steps.CountedSteps;
import io.nekoagents.schema.run.FrameCaptured;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class FrameController {

    private static final Logger LOG = LoggerFactory.getLogger(FrameController.class);
    private static final Set<String> IMAGES = Set.of(MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE);

    private final KnownTasks tasks;
    private final CountedSteps steps;
    private final Archive archive;

    FrameController(KnownTasks tasks, CountedSteps steps, @Qualifier("frameArchive") Archive archive) {
        this.tasks = tasks;
        this.steps = steps;
        this.archive = archive;
    }

    @GetMapping("/api/v1/tasks/{taskId}/frames/{step}")
    ResponseEntity<byte[]> frame(Caller caller, @PathVariable String taskId, @PathVariable int step)
            throws InterruptedException {
        tasks.require(caller, taskId);
        FrameCaptured frame = steps.frameOf(taskId, step)
                .orElseThrow(() -> ProblemException.missing("No frame was kept of step " + step));
        byte[] image = read(frame)
                .filter(bytes -> IMAGES.contains(frame.getMediaType()))
                .orElseThrow(() -> ProblemException.missing("The frame of step " + step + " is not there any more"));
        if (!VerifiedContent.sha256(image).equals(frame.getSha256())) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TASK_ID, taskId)
                    .addKeyValue(LogKeys.FRAME, frame.getFrameId())
                    .log("A frame is not the one that was recorded");
            throw ProblemException.missing("The frame of step " + step + " is not the one that was recorded");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(frame.getMediaType()))
                .eTag(frame.getSha256())
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(1)).cachePrivate().immutable())
                .header("X-Content-Type-Options", "nosniff")
                .body(image);
    }

    private Optional<byte[]> read(FrameCaptured frame) {
        try {
            return archive.read(URI.create(frame.getUri()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        } catch (ArchiveUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.FRAME, frame.getFrameId())
                    .setCause(e)
                    .log("A frame could not be read");
            throw ProblemException.unavailable("The store of frames does not answer");
        }
    }
}
