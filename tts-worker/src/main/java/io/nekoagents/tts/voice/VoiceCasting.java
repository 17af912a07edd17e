package io.nekoagents.tts.voice;

import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.tts.engine.Reference;
import io.nekoagents.tts.speech.Casting;
import io.nekoagents.tts.speech.Delivery;
import io.nekoagents.tts.speech.SpeechFailedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the voice of a request among its tenant's; what the request does not say of speed and pitch, the voice does. */
final class VoiceCasting implements Casting {

    private static final SpeechParams NONE = new SpeechParams(null, null);

    private final VoiceBook book;
    private final References references;

    VoiceCasting(VoiceBook book, References references) {
        this.book = book;
        this.references = references;
    }

    @Override
    public Delivery of(String tenant, SpeechStyle style) throws SpeechFailedException, InterruptedException {
        try {
            Optional<Voice> voice = book.choose(tenant, style.getVoiceId());
            Optional<Reference> reference = voice.isPresent() ? references.of(voice.get()) : Optional.empty();
            SpeechParams own = voice.map(Voice::getParams).orElse(NONE);
            SpeechParams asked = style.getParams();
            return new Delivery(
                    voice.map(Voice::getVoiceId),
                    reference,
                    first(asked.getRate(), own.getRate(), 1),
                    first(asked.getPitch(), own.getPitch(), 0));
        } catch (VoiceException e) {
            throw new SpeechFailedException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static double first(@Nullable Double asked, @Nullable Double own, double usual) {
        return Optional.ofNullable(asked).or(() -> Optional.ofNullable(own)).orElse(usual);
    }
}
