package io.nekoagents.schema.rule;

import io.nekoagents.schema.voice.Voice;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The limits of a voice. Where its recording may lie is for each process's own list of places. */
public final class VoiceRules {

    public static final int MAX_URI_CHARACTERS = 2_048;
    public static final int MAX_REF_TEXT_CHARACTERS = 1_000;
    public static final int MAX_STYLES = 16;

    /** In their place in the interface are requests that are not for one voice. */
    private static final Set<String> TAKEN = Set.of("reload", "import", "export");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private VoiceRules() {}

    /** Every violation at once, an empty list for a sound voice. */
    public static List<Violation> violations(Voice voice) {
        Checks checks = new Checks();
        checks.name("voice_id", voice.getVoiceId());
        checks.require("voice_id", !TAKEN.contains(voice.getVoiceId()), "must not be " + voice.getVoiceId());
        checks.name("tenant", voice.getTenant());
        reference(checks, voice);
        checks.require("styles", voice.getStyles().size() <= MAX_STYLES, "must be at most " + MAX_STYLES);
        voice.getStyles().forEach(style -> checks.name("styles", style));
        SpeechRules.params(checks, voice.getParams());
        return checks.found();
    }

    /** A recording without its words would have to be recognised first, and is spoken badly where that goes wrong. */
    private static void reference(Checks checks, Voice voice) {
        String text = voice.getRefText();
        String audio = voice.getRefAudio();
        if (audio != null) {
            checks.text("ref_audio", audio, MAX_URI_CHARACTERS);
            checks.require("ref_text", text != null && !text.isBlank(), "must be given where ref_audio is");
        }
        if (text != null) {
            checks.atMost("ref_text", text, MAX_REF_TEXT_CHARACTERS);
        }
        String hash = voice.getRefSha256();
        checks.require(
                "ref_sha256",
                hash == null || (audio != null && SHA256.matcher(hash).matches()),
                "must be 64 lower-case hex digits, beside a ref_audio");
    }
}
