package io.nekoagents.schema.rule;

import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.util.List;
import java.util.regex.Pattern;

/** The limits of speech. Each method gives every violation at once, an empty list for a sound command. */
public final class SpeechRules {

    public static final int MAX_TEXT_CHARACTERS = 5_000;
    public static final int MAX_PIECE_CHARACTERS = 2_000;
    public static final int MAX_STREAM_CHARACTERS = 100_000;
    public static final int MAX_STREAM_PIECES = 10_000;
    public static final double MIN_RATE = 0.25;
    public static final double MAX_RATE = 4;
    public static final double MAX_SEMITONES = 12;

    private static final Pattern REQUEST_ID = Pattern.compile("speech_[A-Za-z0-9_-]{1,64}");

    private SpeechRules() {}

    public static List<Violation> violations(SpeakText command) {
        Checks checks = named(command.getRequestId(), command.getTenant(), command.getSessionId());
        checks.text("text", command.getText(), MAX_TEXT_CHARACTERS);
        style(checks, command.getStyle());
        return checks.found();
    }

    public static List<Violation> violations(StartSpeech command) {
        Checks checks = named(command.getRequestId(), command.getTenant(), command.getSessionId());
        style(checks, command.getStyle());
        return checks.found();
    }

    /** The text may be blank: it is part of what comes before and after. */
    public static List<Violation> violations(AppendSpeech command) {
        Checks checks = named(command.getRequestId(), command.getTenant(), command.getSessionId());
        checks.require("text", !command.getText().isEmpty(), "must not be empty");
        checks.atMost("text", command.getText(), MAX_PIECE_CHARACTERS);
        Integer sequence = command.getSequence();
        checks.require("sequence", sequence == null || sequence >= 1, "must be at least 1");
        return checks.found();
    }

    public static List<Violation> violations(EndSpeech command) {
        return named(command.getRequestId(), command.getTenant(), command.getSessionId())
                .found();
    }

    public static List<Violation> violations(StopSpeech command) {
        Checks checks = new Checks();
        checks.name("tenant", command.getTenant());
        checks.name("session_id", command.getSessionId());
        return checks.found();
    }

    public static List<Violation> violations(SynthesizeSpeech command) {
        Checks checks = new Checks();
        checks.matches("request_id", command.getRequestId(), REQUEST_ID);
        checks.name("tenant", command.getTenant());
        checks.text("text", command.getText(), MAX_TEXT_CHARACTERS);
        style(checks, command.getStyle());
        return checks.found();
    }

    private static Checks named(String requestId, String tenant, String sessionId) {
        Checks checks = new Checks();
        checks.matches("request_id", requestId, REQUEST_ID);
        checks.name("tenant", tenant);
        checks.name("session_id", sessionId);
        return checks;
    }

    private static void style(Checks checks, SpeechStyle style) {
        checks.nameIfAny("voice_id", style.getVoiceId());
        params(checks, style.getParams());
    }

    static void params(Checks checks, SpeechParams params) {
        checks.rangeIfAny("params.rate", params.getRate(), MIN_RATE, MAX_RATE);
        checks.rangeIfAny("params.pitch", params.getPitch(), -MAX_SEMITONES, MAX_SEMITONES);
    }
}
