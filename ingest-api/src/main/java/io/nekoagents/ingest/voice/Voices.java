package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.rule.VoiceRules;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import io.nekoagents.schema.voicefile.VoicesDifference;
import io.nekoagents.schema.voicefile.VoicesFile;
import io.nekoagents.schema.voicefile.VoicesFileException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes, changes and removes voices. Of two changes at once in two processes the later one counts. */
@Component
final class Voices {

    private static final Logger LOG = LoggerFactory.getLogger(Voices.class);

    /** Every process keeps all voices in memory. */
    private static final int MOST_OF_A_TENANT = 1_000;

    private final KnownVoices known;
    private final VoiceLog log;
    private final Recordings recordings;
    private final VoiceSettings settings;
    private final InstantSource clock;
    private final ReentrantLock reloading = new ReentrantLock();

    Voices(KnownVoices known, VoiceLog log, Recordings recordings, VoiceSettings settings, InstantSource clock) {
        this.known = known;
        this.log = log;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
    }

    List<Voice> list(Caller caller) {
        return known.of(caller.tenant());
    }

    /** @throws ProblemException if the caller's tenant has no such voice */
    Voice require(Caller caller, String voiceId) throws InterruptedException {
        return known.require(caller.tenant(), voiceId);
    }

    /** @throws ProblemException if it breaks a rule, there is one of that name, or there are too many */
    Voice make(Caller caller, VoiceRequest.Named request) throws InterruptedException {
        Voice voice = request.voice().voice(caller.tenant(), request.name(), now());
        if (known.look(caller.tenant(), request.name()).isPresent()) {
            throw ProblemException.conflict("There is a voice " + request.name());
        }
        if (known.of(caller.tenant()).size() >= MOST_OF_A_TENANT) {
            throw ProblemException.conflict("The tenant has as many voices as it may; remove one");
        }
        log.put(voice);
        return voice;
    }

    /** @throws ProblemException if it breaks a rule, or the caller's tenant has no such voice */
    Voice replace(Caller caller, String voiceId, VoiceRequest request) throws InterruptedException {
        Voice old = known.require(caller.tenant(), voiceId);
        Voice voice = Voice.newBuilder(request.voice(caller.tenant(), voiceId, now()))
                .setCreatedAt(old.getCreatedAt())
                .build();
        log.put(voice);
        return voice;
    }

    /** @throws ProblemException if the caller's tenant has no such voice */
    void remove(Caller caller, String voiceId) throws InterruptedException {
        log.remove(known.require(caller.tenant(), voiceId));
    }

    /**
     * Makes the voices of the file those of its tenant: all of them, or none if one of them is not sound.
     *
     * @throws ProblemException if the file is another tenant's, is not there, or has a voice that breaks a rule
     */
    VoicesDifference reload(Caller caller) throws InterruptedException {
        if (!caller.tenant().equals(settings.fileTenant())) {
            throw ProblemException.forbidden("The file of voices is another tenant's");
        }
        reloading.lockInterruptibly();
        try {
            known.catchUp();
            List<Voice> inFile = inFile(caller.tenant());
            requireSound("The file", inFile);
            return apply(VoicesDifference.ofFile(known.of(caller.tenant()), inFile));
        } finally {
            reloading.unlock();
        }
    }

    /**
     * Makes these voices the caller's tenant's, and removes none: all of them, or none if one of them is not sound.
     *
     * @throws ProblemException if one breaks a rule, or there are too many
     */
    VoicesDifference bring(Caller caller, List<Voice> brought) throws InterruptedException {
        requireSound("The document", brought);
        reloading.lockInterruptibly();
        try {
            known.catchUp();
            List<Voice> before = known.of(caller.tenant());
            VoicesDifference difference = VoicesDifference.ofImport(before, brought);
            if (before.size() + difference.added().size() > MOST_OF_A_TENANT) {
                throw ProblemException.conflict("The tenant would have more voices than it may; remove some");
            }
            return apply(difference);
        } finally {
            reloading.unlock();
        }
    }

    /**
     * Has a voice sound like the recording in a request's body. The same one again changes nothing.
     *
     * @param refText what is said in it; null if that is the voice's already
     * @throws ProblemException if the caller's tenant has no such voice, what is said is not known, or it is no recording
     */
    Voice record(Caller caller, String voiceId, @Nullable String refText, HttpServletRequest request)
            throws InterruptedException {
        Voice old = known.require(caller.tenant(), voiceId);
        String text = refText == null ? old.getRefText() : refText;
        requireText(text);
        Recordings.Kept kept = recordings.keep(caller.tenant(), request);
        Voice heard = Voice.newBuilder(old)
                .setRefAudio(kept.address())
                .setRefSha256(kept.sha256())
                .setRefText(text)
                .build();
        if (heard.equals(old)) {
            return old;
        }
        Voice voice = Voice.newBuilder(heard)
                .setOrigin(VoiceOrigin.API)
                .setUpdatedAt(now())
                .build();
        log.put(voice);
        return voice;
    }

    /** Before all the recording is read. */
    private static void requireText(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ProblemException.invalid(List.of(
                    new Violation("ref_text", "must be given, here or in the voice: what is said in the recording")));
        }
        if (text.codePointCount(0, text.length()) > VoiceRules.MAX_REF_TEXT_CHARACTERS) {
            throw ProblemException.invalid(List.of(new Violation(
                    "ref_text", "must have at most %d characters".formatted(VoiceRules.MAX_REF_TEXT_CHARACTERS))));
        }
    }

    private List<Voice> inFile(String tenant) {
        try {
            return new VoicesFile(settings.file()).read(tenant, now());
        } catch (NoSuchFileException _) {
            throw ProblemException.missing("There is no file of voices");
        } catch (VoicesFileException e) {
            LOG.atWarn().addKeyValue(LogKeys.FILE, settings.file()).setCause(e).log("The file of voices is none");
            throw ProblemException.conflict("The file of voices " + e.reason());
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.FILE, settings.file())
                    .setCause(e)
                    .log("The file of voices cannot be read");
            throw ProblemException.conflict("The file of voices cannot be read");
        }
    }

    private VoicesDifference apply(VoicesDifference difference) throws InterruptedException {
        log.putAll(Stream.concat(difference.added().stream(), difference.changed().stream())
                .toList());
        for (Voice voice : difference.removed()) {
            log.remove(voice);
        }
        known.catchUp();
        return difference;
    }

    private void requireSound(String what, List<Voice> voices) {
        if (voices.size() > MOST_OF_A_TENANT) {
            throw ProblemException.conflict(what + " has more than " + MOST_OF_A_TENANT + " voices");
        }
        List<Violation> all = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            List<Violation> wrong = log.violations(voice);
            // What is no name is not to be repeated as the name of a field.
            boolean named = wrong.stream().noneMatch(each -> each.field().equals("voice_id"));
            String place = named ? voice.getVoiceId() : Integer.toString(i);
            wrong.forEach(each -> all.add(new Violation(place + "." + each.field(), each.message())));
        }
        if (!all.isEmpty()) {
            throw ProblemException.invalid(all);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
