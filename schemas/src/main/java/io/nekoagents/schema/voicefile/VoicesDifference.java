package io.nekoagents.schema.voicefile;

import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it takes to make a tenant's voices those of a document. Pure.
 *
 * @param unchanged their ids
 */
public record VoicesDifference(List<Voice> added, List<Voice> changed, List<Voice> removed, List<String> unchanged) {

    public VoicesDifference {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        unchanged = List.copyOf(unchanged);
    }

    /** Of the file: voices that were in it go with it. What was made otherwise stays, unless the file names it. */
    public static VoicesDifference ofFile(List<Voice> known, List<Voice> inFile) {
        return of(known, inFile, true);
    }

    /** Of one that is brought in: nothing goes, and a voice that was in the file before and is the same stays the file's. */
    public static VoicesDifference ofImport(List<Voice> known, List<Voice> brought) {
        return of(known, brought, false);
    }

    private static VoicesDifference of(List<Voice> known, List<Voice> wanted, boolean isFile) {
        Map<String, Voice> before = new HashMap<>();
        known.forEach(voice -> before.put(voice.getVoiceId(), voice));
        List<Voice> added = new ArrayList<>();
        List<Voice> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (Voice voice : wanted) {
            Voice old = before.remove(voice.getVoiceId());
            if (old == null) {
                added.add(voice);
            } else if (isSame(old, voice, isFile)) {
                unchanged.add(voice.getVoiceId());
            } else {
                changed.add(
                        Voice.newBuilder(voice).setCreatedAt(old.getCreatedAt()).build());
            }
        }
        List<Voice> removed = known.stream()
                .filter(voice ->
                        isFile && before.containsKey(voice.getVoiceId()) && voice.getOrigin() == VoiceOrigin.FILE)
                .toList();
        return new VoicesDifference(added, changed, removed, unchanged);
    }

    /** Whatever the moments of their making, and, unless it counts, where they come from. */
    private static boolean isSame(Voice old, Voice voice, boolean originCounts) {
        return Voice.newBuilder(voice)
                .setOrigin(originCounts ? voice.getOrigin() : old.getOrigin())
                .setCreatedAt(old.getCreatedAt())
                .setUpdatedAt(old.getUpdatedAt())
                .build()
                .equals(old);
    }
}
