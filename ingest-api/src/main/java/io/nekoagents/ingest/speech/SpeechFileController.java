package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.archive.Archive;
import io.nekoagents.ingest.archive.Archive.Stored;
import io.nekoagents.ingest.archive.ArchiveUnavailableException;
import io.nekoagents.ingest.archive.VerifiedContent;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.speech.Progress.Ended;
import io.nekoagents.ingest.speech.Progress.Ending;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Gives out speech in files, as it is read: such a file can be longer than memory is to hold. */
@RestController
final class SpeechFileController {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechFileController.class);
    private static final Set<String> SOUNDS = Set.of("audio/wav");
    private static final int FIRST = 64 << 10;

    private final Histories<SpeechRequest> requests;
    private final Archive archive;

    SpeechFileController(Histories<SpeechRequest> requests, @Qualifier("speechArchive") Archive archive) {
        this.requests = requests;
        this.archive = archive;
    }

    @GetMapping("/api/v1/tts/requests/{requestId}/audio")
    void audio(Caller caller, @PathVariable String requestId, ServletWebRequest request, HttpServletResponse response)
            throws InterruptedException, IOException {
        SpeechFile file = file(requests.require(caller, requestId));
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(Duration.ofDays(1))
                        .cachePrivate()
                        .immutable()
                        .getHeaderValue());
        if (request.checkNotModified(file.sha256())) {
            return;
        }
        Stored stored = open(file)
                .filter(_ -> SOUNDS.contains(file.mediaType()))
                .orElseThrow(() -> ProblemException.missing("The audio of the request is not there any more"));
        try (VerifiedContent content = new VerifiedContent(stored, file.sha256())) {
            byte[] first = first(content, stored.bytes() == file.bytes());
            response.setContentType(file.mediaType());
            response.setContentLengthLong(file.bytes());
            response.getOutputStream().write(first);
            content.transferTo(response.getOutputStream());
        }
    }

    private static SpeechFile file(SpeechRequest request) {
        if (request.sessionId() != null) {
            throw ProblemException.missing("The request is spoken in a room, and into no file");
        }
        if (request.progress() instanceof Ended ended && ended.how() instanceof Ending.Made made) {
            return made.file();
        }
        throw ProblemException.missing(
                request.progress().ended() ? "Of the request no file was made" : "The file is not made yet");
    }

    private Optional<Stored> open(SpeechFile file) {
        try {
            return archive.open(URI.create(file.uri()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        } catch (ArchiveUnavailableException e) {
            LOG.atWarn().addKeyValue(LogKeys.FILE, file.uri()).setCause(e).log("Speech in a file could not be read");
            throw ProblemException.unavailable("The store of speech does not answer");
        }
    }

    /** What can be said to be wrong before anything is sent. */
    private static byte[] first(VerifiedContent content, boolean isOfThatLength) {
        ProblemException another = ProblemException.missing("The audio of the request is not what was made");
        if (!isOfThatLength) {
            throw another;
        }
        try {
            return content.readNBytes(FIRST);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Speech in a file is not what was made");
            throw another;
        }
    }
}
