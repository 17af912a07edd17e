package io.nekoagents.ingest.voice;

import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A voice as a client words it, without its name. */
record VoiceRequest(
        @Nullable String refAudio,
        @Nullable String refSha256,
        @Nullable String refText,
        @Nullable List<String> styles,
        @Nullable Params params) {

    record Params(@Nullable Double rate, @Nullable Double pitch) {}

    /** With its name. */
    record Named(
            @Nullable String voiceId,
            @Nullable String refAudio,
            @Nullable String refSha256,
            @Nullable String refText,
            @Nullable List<String> styles,
            @Nullable Params params) {

        VoiceRequest voice() {
            return new VoiceRequest(refAudio, refSha256, refText, styles, params);
        }

        String name() {
            return Objects.requireNonNullElse(voiceId, "");
        }
    }

    /** Not yet checked against the rules. */
    Voice voice(String tenant, String voiceId, Instant now) {
        return Voice.newBuilder()
                .setVoiceId(voiceId)
                .setTenant(tenant)
                .setRefAudio(refAudio)
                .setRefSha256(refSha256)
                .setRefText(refText)
                .setStyles(styles == null ? List.of() : styles)
                .setParams(
                        params == null ? new SpeechParams(null, null) : new SpeechParams(params.rate(), params.pitch()))
                .setOrigin(VoiceOrigin.API)
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .build();
    }
}
