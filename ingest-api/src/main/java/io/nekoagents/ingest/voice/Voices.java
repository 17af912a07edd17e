package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voicefile.VoicesDifference;
import io.nekoagents.schema.voicefile.VoicesFile;
import io.nekoagents.schema.voicefile.VoicesFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
    private final VoiceSettings settings;
    private final InstantSource clock;
    private final ReentrantLock reloading = new ReentrantLock();

    Voices(KnownVoices known, VoiceLog log, VoiceSettings settings, InstantSource clock) {
        this.known = known;
        this.log = log;
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
            requireSound(inFile);
            return apply(VoicesDifference.ofFile(known.of(caller.tenant()), inFile));
        } finally {
            reloading.unlock();
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
        for (Voice voice : difference.added()) {
            log.put(voice);
        }
        for (Voice voice : difference.changed()) {
            log.put(voice);
        }
        for (Voice voice : difference.removed()) {
            log.remove(voice);
        }
        return difference;
    }

    private void requireSound(List<Voice> voices) {
        List<Violation> all = new ArrayList<>();
        for (Voice voice : voices) {
            log.violations(voice)
                    .forEach(each -> all.add(new Violation(voice.getVoiceId() + "." + each.field(), each.message())));
        }
        if (voices.size() > MOST_OF_A_TENANT) {
            throw ProblemException.conflict("The file has more than " + MOST_OF_A_TENANT + " voices");
        }
        if (!all.isEmpty()) {
            throw ProblemException.invalid(all);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
