package io.nekoagents.tts.engine;

import com.sun.speech.freetts.FeatureSet;
import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import java.util.Set;

/**
 * Odd words make odd sequences of phones, and of some pairs the voice has no recording: it would print that, and be silent. These
 * are the pairs that it lacks, so the nearest phones that it has are put in.
 */
final class PhoneRepair {

    private static final Set<String> VOWELS =
            Set.of("aa", "ae", "ah", "ao", "aw", "ax", "ay", "eh", "er", "ey", "ih", "iy", "ow", "oy", "uh", "uw");
    private static final Set<String> CONSONANTS = Set.of(
            "b", "ch", "d", "dh", "f", "g", "hh", "jh", "k", "l", "m", "n", "ng", "p", "pau", "r", "s", "sh", "t", "th",
            "v", "w", "y", "z", "zh");

    private PhoneRepair() {}

    static void repair(Utterance utterance) {
        String before = "pau";
        for (Item item = utterance.getRelation(Relation.SEGMENT).getHead(); item != null; item = item.getNext()) {
            FeatureSet features = item.getFeatures();
            String phone = features.getString("name");
            String next = item.getNext() == null
                    ? "pau"
                    : item.getNext().getFeatures().getString("name");
            String repaired = repaired(before, phone, next);
            if (!repaired.equals(phone)) {
                features.setString("name", repaired);
            }
            before = repaired;
        }
    }

    private static String repaired(String before, String phone, String next) {
        if (!VOWELS.contains(next)) {
            // Glides and breath lead to a vowel; without one they are what they would have led to.
            switch (phone) {
                case "w" -> {
                    return "uw";
                }
                case "y" -> {
                    return "iy";
                }
                case "hh" -> {
                    return "ax";
                }
                default -> {}
            }
        }
        if (phone.equals("ng") && (!VOWELS.contains(before) || before.equals("er"))) {
            return "n";
        }
        return VOWELS.contains(phone) || CONSONANTS.contains(phone) ? phone : "ax";
    }
}
