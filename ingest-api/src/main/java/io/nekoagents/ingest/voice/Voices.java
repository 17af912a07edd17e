package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.Voice;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes, changes and removes voices. Of two changes at once in two processes the later one counts. */
@Component
final class Voices {

    /** Every process keeps all voices in memory. */
    private static final int MOST_OF_A_TENANT = 1_000;

    private final KnownVoices known;
    private final VoiceLog log;
    private final VoiceSettings settings;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ReentrantLock reloading = new ReentrantLock();

    Voices(KnownVoices known, VoiceLog log, VoiceSettings settings, JsonMapper json, InstantSource clock) {
        this.known = known;
        this.log = log;
        this.settings = settings;
        this.json = json;
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
    Reload reload(Caller caller) throws InterruptedException {
        if (!caller.tenant().equals(settings.fileTenant())) {
            throw ProblemException.forbidden("The file of voices is another tenant's");
        }
        reloading.lockInterruptibly();
        try {
            known.catchUp();
            List<Voice> inFile = new VoicesFile(settings.file(), json).read(caller.tenant(), now());
            requireSound(inFile);
            Reload reload = Reload.of(known.of(caller.tenant()), inFile);
            for (Voice voice : reload.added()) {
                log.put(voice);
            }
            for (Voice voice : reload.changed()) {
                log.put(voice);
            }
            for (Voice voice : reload.removed()) {
                log.remove(voice);
            }
            return reload;
        } finally {
            reloading.unlock();
        }
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
