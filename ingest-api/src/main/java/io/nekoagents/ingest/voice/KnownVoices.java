package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.CatchUp;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.voice.Voice;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds voices. */
@Component
public final class KnownVoices {

    private final KnownRecords<Voice> voices;
    private final CatchUp catchUp;
    private final Duration patience;

    KnownVoices(KnownRecords<Voice> voices, CatchUp catchUp, ApiSettings settings) {
        this.voices = voices;
        this.catchUp = catchUp;
        this.patience = settings.readTimeout();
    }

    static String key(String tenant, String voiceId) {
        return tenant + "/" + voiceId;
    }

    /** As this process knows it now. */
    public Optional<Voice> find(String tenant, String voiceId) {
        return voices.find(key(tenant, voiceId));
    }

    /** Looks again, once all is read that is in the log now, before it says that there is none. */
    public Optional<Voice> look(String tenant, String voiceId) throws InterruptedException {
        Optional<Voice> found = find(tenant, voiceId);
        if (found.isEmpty()) {
            catchUp();
            return find(tenant, voiceId);
        }
        return found;
    }

    /** @throws ProblemException if the tenant has no such voice, or that is not known */
    Voice require(String tenant, String voiceId) throws InterruptedException {
        return look(tenant, voiceId).orElseThrow(() -> ProblemException.missing("There is no voice " + voiceId));
    }

    /** @throws ProblemException 503, if it is not known whether all is read that is in the log now */
    void catchUp() throws InterruptedException {
        if (!catchUp.await(voices, patience) || !voices.settled()) {
            throw unsettled();
        }
    }

    private static ProblemException unsettled() {
        return ProblemException.unavailable("It is not yet known which voices there are");
    }

    /**
     * By their ids.
     *
     * @throws ProblemException 503, if the log was not read yet
     */
    List<Voice> of(String tenant) {
        if (!voices.settled()) {
            throw unsettled();
        }
        return voices.all()
                .filter(voice -> voice.getTenant().equals(tenant))
                .sorted(Comparator.comparing(Voice::getVoiceId))
                .toList();
    }
}
