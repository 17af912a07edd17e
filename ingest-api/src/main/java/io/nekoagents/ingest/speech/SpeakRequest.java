package io.nekoagents.ingest.speech;

import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client wants spoken, or to begin to speak: then without a text. */
record SpeakRequest(
        @Nullable String text,
        @Nullable String voiceId,
        @Nullable Params params,
        @Nullable String sessionId) {

    record Params(@Nullable Double rate, @Nullable Double pitch) {}

    /** A stream as a client words it. */
    record Start(
            @Nullable String voiceId,
            @Nullable Params params,
            @Nullable String sessionId) {

        SpeakRequest request() {
            return new SpeakRequest(null, voiceId, params, sessionId);
        }
    }

    /** Speech into a file as a client words it. */
    record Synthesis(
            @Nullable String text,
            @Nullable String voiceId,
            @Nullable Params params) {

        SpeakRequest request() {
            return new SpeakRequest(text, voiceId, params, null);
        }
    }

    String session() {
        return Objects.requireNonNullElse(sessionId, "");
    }

    /** Not yet checked against the rules. */
    SpeakText whole(String requestId, String tenant, @Nullable String key, Instant now) {
        String said = Objects.requireNonNullElse(text, "");
        return new SpeakText(requestId, tenant, session(), said, style(), null, key, now);
    }

    /** Not yet checked against the rules. */
    StartSpeech begin(String requestId, String tenant, @Nullable String key, Instant now) {
        return new StartSpeech(requestId, tenant, session(), style(), null, key, now);
    }

    /** Not yet checked against the rules. */
    SynthesizeSpeech synthesis(String requestId, String tenant, @Nullable String key, Instant now) {
        String said = Objects.requireNonNullElse(text, "");
        return new SynthesizeSpeech(requestId, tenant, said, style(), key, now);
    }

    private SpeechStyle style() {
        return new SpeechStyle(
                voiceId,
                params == null ? new SpeechParams(null, null) : new SpeechParams(params.rate(), params.pitch()));
    }
}
