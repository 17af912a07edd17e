package io.nekoagents.tts.voice;

import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.rule.VoiceRules;
import io.nekoagents.schema.voice.Voice;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The voices of all tenants as they are now, told record by record. One that breaks a rule, or is not under its own key,
 * changes nothing. Thread-safe.
 */
public final class VoiceBook {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceBook.class);

    private final Map<String, Voice> voices = new ConcurrentHashMap<>();
    private final String defaultVoice;

    /** @param defaultVoice the one that a tenant speaks in who names none, if it has one of that name */
    public VoiceBook(String defaultVoice) {
        this.defaultVoice = defaultVoice;
    }

    /** Of {@code voice.voices.v1}: tenant, a slash, and voice. */
    private static String key(String tenant, String voiceId) {
        return tenant + "/" + voiceId;
    }

    /**
     * @param key of the record
     * @param voice null for one that was removed
     */
    public void told(String key, @Nullable Voice voice) {
        if (voice == null) {
            voices.remove(key);
            return;
        }
        String problem = problem(key, voice);
        if (problem.isEmpty()) {
            voices.put(key, voice);
        } else {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("problem", problem)
                    .log("A voice is refused; the one before it counts");
        }
    }

    private static String problem(String key, Voice voice) {
        if (!key.equals(key(voice.getTenant(), voice.getVoiceId()))) {
            return "it is not under its key";
        }
        List<Violation> violations = VoiceRules.violations(voice);
        return violations.isEmpty() ? "" : violations.toString();
    }

    public Optional<Voice> find(String tenant, String voiceId) {
        return Optional.ofNullable(voices.get(key(tenant, voiceId)));
    }

    /**
     * The voice to speak in.
     *
     * @param voiceId null if the request names none
     * @return empty if that is the engine's own
     * @throws VoiceException.UnknownVoice if the tenant has none of that name
     */
    public Optional<Voice> choose(String tenant, @Nullable String voiceId) throws VoiceException.UnknownVoice {
        Optional<Voice> found = find(tenant, voiceId == null ? defaultVoice : voiceId);
        if (found.isEmpty() && voiceId != null) {
            throw new VoiceException.UnknownVoice(voiceId);
        }
        return found;
    }

    /** By their ids. */
    public List<Voice> of(String tenant) {
        return voices.values().stream()
                .filter(voice -> voice.getTenant().equals(tenant))
                .sorted(Comparator.comparing(Voice::getVoiceId))
                .toList();
    }
}
