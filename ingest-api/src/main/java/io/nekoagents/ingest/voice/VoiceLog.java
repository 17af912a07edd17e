package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownRecords;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.rule.VoiceRules;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes voices, and waits until they are known here. */
@Component
final class VoiceLog implements AutoCloseable {

    private final LogWriter<Voice> log;
    private final KnownRecords<Voice> known;
    private final VoiceSettings settings;
    private final Duration patience;

    VoiceLog(
            KafkaConnection connection,
            SchemaRegistry registry,
            KnownRecords<Voice> known,
            VoiceSettings settings,
            ApiSettings api) {
        this.log = new LogWriter<>(connection, registry, Topics.VOICES, "neko-api-voices", api.writeTimeout());
        this.known = known;
        this.settings = settings;
        this.patience = api.writeTimeout();
    }

    /** What is wrong with a voice, its recording being where it may not be included. */
    List<Violation> violations(Voice voice) {
        List<Violation> violations = new ArrayList<>(VoiceRules.violations(voice));
        String audio = voice.getRefAudio();
        if (audio != null) {
            settings.places()
                    .refusal(voice.getTenant(), audio)
                    .ifPresent(rule -> violations.add(new Violation("ref_audio", rule)));
        }
        return violations;
    }

    /** @throws ProblemException if it breaks a rule, or the log cannot be written */
    void put(Voice voice) throws InterruptedException {
        List<Violation> violations = violations(voice);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        write(voice.getTenant(), voice.getVoiceId(), voice);
    }

    /**
     * Those of one tenant, sound already. Whether they are known here is for who asks next.
     *
     * @throws ProblemException if the log cannot be written
     */
    void putAll(List<Voice> voices) throws InterruptedException {
        SequencedMap<String, Voice> byKey = new LinkedHashMap<>();
        voices.forEach(voice -> byKey.put(KnownVoices.key(voice.getTenant(), voice.getVoiceId()), voice));
        log.appendAll(byKey);
    }

    /** @throws ProblemException if the log cannot be written */
    void remove(Voice voice) throws InterruptedException {
        write(voice.getTenant(), voice.getVoiceId(), null);
    }

    private void write(String tenant, String voiceId, @Nullable Voice voice) throws InterruptedException {
        long offset = log.append(KnownVoices.key(tenant, voiceId), voice);
        if (!known.await(offset, patience)) {
            throw ProblemException.unavailable("The change is in the log, but not known here yet");
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
