package io.nekoagents.ingest.voice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.ingest.archive.Archive;
import io.nekoagents.ingest.archive.ArchiveUnavailableException;
import io.nekoagents.ingest.archive.VerifiedContent;
import io.nekoagents.ingest.problem.BodyBytes;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.audio.InvalidRecordingException;
import io.nekoagents.schema.audio.Recording;
import io.nekoagents.schema.rule.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Takes in recordings of voices, and keeps each under the hash of its bytes: the same one twice is one, and none is ever
 * another than it was. Nothing is taken away: a voice that was spoken in may be asked for again.
 */
@Component
final class Recordings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private static final int MOST_AT_ONCE = 8;

    private static final int MOST_OF_A_TENANT = 2;

    private final VoiceSettings settings;
    private final RecordingPlace place;
    private final UploadRoom room = new UploadRoom(MOST_AT_ONCE, MOST_OF_A_TENANT);
    private final Counter taken;
    private final Counter refused;

    Recordings(VoiceSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.place = RecordingPlace.of(settings.referencePlaces(), settings.s3Endpoint());
        this.taken = counter(meters, "taken");
        this.refused = counter(meters, "refused");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("neko.voices.recordings")
                .description("Recordings of voices that were uploaded")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** @param sha256 of its bytes, in lower-case hex */
    record Kept(String address, String sha256) {}

    /**
     * The recording in a request's body, once it is kept.
     *
     * @throws ProblemException if it is none, is too long or slow, or cannot be kept now
     */
    Kept keep(String tenant, HttpServletRequest request) {
        Archive archive =
                place.archive().orElseThrow(() -> ProblemException.conflict("The service has no place for recordings"));
        if (!room.enter(tenant)) {
            throw ProblemException.unavailable("As many recordings are being uploaded as may be at a time");
        }
        try {
            byte[] bytes = BodyBytes.read(request, Recording.MOST_BYTES, settings.uploadTimeout());
            Recording recording = recording(bytes, request);
            Kept kept = keep(archive, tenant, bytes, recording);
            taken.increment();
            return kept;
        } finally {
            room.leave(tenant);
        }
    }

    /**
     * Of a recording in a document that was made elsewhere: a path is one from where this service keeps the tenant's. What
     * cannot be one stays as it is, and is refused with what else may not be named.
     */
    String address(String tenant, String audio) {
        if (audio.startsWith("file:") || audio.startsWith("s3:")) {
            return audio;
        }
        if (audio.startsWith("/")) {
            return "file://" + audio;
        }
        try {
            return place.archive()
                    .map(archive -> archive.address(place.name(tenant, audio.replaceFirst("^(?:\\./)+", ""))))
                    .orElse(audio);
        } catch (IllegalArgumentException _) {
            return audio;
        }
    }

    private Recording recording(byte[] bytes, HttpServletRequest request) {
        try {
            Recording recording = Recording.of(bytes);
            MediaType said = MediaType.parseMediaType(String.valueOf(request.getContentType()));
            if (!sameKind(said, recording.format().mediaType())) {
                throw invalid("Content-Type", "must be " + recording.format().mediaType() + ", as the recording is");
            }
            return recording;
        } catch (InvalidRecordingException e) {
            throw invalid("recording", e.reason());
        }
    }

    /** There are older names of each. */
    private static boolean sameKind(MediaType said, String found) {
        String name = said.getSubtype().replaceFirst("^(x-|vnd\\.)", "").replace("wave", "wav");
        return found.equals("audio/" + name);
    }

    private ProblemException invalid(String field, String message) {
        refused.increment();
        return ProblemException.invalid(List.of(new Violation(field, message)));
    }

    private Kept keep(Archive archive, String tenant, byte[] bytes, Recording recording) {
        String sha256 = VerifiedContent.sha256(bytes);
        String name = place.name(tenant, sha256 + "." + recording.format().suffix());
        String address = archive.address(name);
        settings.places().refusal(tenant, address).ifPresent(rule -> {
            throw ProblemException.conflict("A recording cannot be kept where the service has it: " + rule);
        });
        try {
            archive.put(name, bytes, recording.format().mediaType());
        } catch (ArchiveUnavailableException e) {
            LOG.atWarn().setCause(e).log("A recording of a voice could not be kept");
            throw ProblemException.unavailable("The store of recordings does not answer");
        }
        return new Kept(address, sha256);
    }

    @Override
    public void close() {
        place.close();
    }
}
