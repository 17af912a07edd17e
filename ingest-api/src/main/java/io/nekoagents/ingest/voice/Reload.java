package io.nekoagents.ingest.voice;

import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it takes to make a tenant's voices those of the file. What was made otherwise stays, unless the file names it.
 *
 * @param unchanged their ids
 */
record Reload(List<Voice> added, List<Voice> changed, List<Voice> removed, List<String> unchanged) {

    static Reload of(List<Voice> known, List<Voice> inFile) {
        Map<String, Voice> before = new HashMap<>();
        known.forEach(voice -> before.put(voice.getVoiceId(), voice));
        List<Voice> added = new ArrayList<>();
        List<Voice> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (Voice voice : inFile) {
            Voice old = before.remove(voice.getVoiceId());
            if (old == null) {
                added.add(voice);
            } else if (isSame(old, voice)) {
                unchanged.add(voice.getVoiceId());
            } else {
                changed.add(
                        Voice.newBuilder(voice).setCreatedAt(old.getCreatedAt()).build());
            }
        }
        List<Voice> removed = known.stream()
                .filter(voice -> before.containsKey(voice.getVoiceId()) && voice.getOrigin() == VoiceOrigin.FILE)
                .toList();
        return new Reload(added, changed, removed, unchanged);
    }

    /** Whatever the moments of their making. */
    private static boolean isSame(Voice old, Voice voice) {
        return Voice.newBuilder(voice)
                .setCreatedAt(old.getCreatedAt())
                .setUpdatedAt(old.getUpdatedAt())
                .build()
                .equals(old);
    }
}
