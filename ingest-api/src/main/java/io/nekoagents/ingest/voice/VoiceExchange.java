package io.nekoagents.ingest.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.BodyBytes;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.SoundText;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import io.nekoagents.schema.voicefile.VoicesDifference;
import io.nekoagents.schema.voicefile.VoicesDocument;
import io.nekoagents.schema.voicefile.VoicesDocument.Owner;
import io.nekoagents.schema.voicefile.VoicesFileException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives a tenant's voices away as a {@code voices.json}, and takes such a document in. */
@Component
final class VoiceExchange {

    private final Voices voices;
    private final Recordings recordings;
    private final InstantSource clock;
    private final Duration longest;

    VoiceExchange(Voices voices, Recordings recordings, VoiceSettings settings, InstantSource clock) {
        this.voices = voices;
        this.recordings = recordings;
        this.clock = clock;
        this.longest = settings.uploadTimeout();
    }

    String give(Caller caller) {
        return VoicesDocument.write(voices.list(caller));
    }

    /**
     * Makes the voices of the document those of the caller's tenant, and removes none: all of them, or none if one of them
     * is not sound.
     *
     * @throws ProblemException if it is no such document, or has a voice that breaks a rule
     */
    VoicesDifference take(Caller caller, HttpServletRequest request) throws InterruptedException {
        String text = text(BodyBytes.read(request, VoicesDocument.MOST_BYTES, longest));
        Owner owner =
                new Owner(caller.tenant(), VoiceOrigin.API, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        List<Voice> brought;
        try {
            brought = VoicesDocument.read(text, owner, audio -> recordings.address(caller.tenant(), audio));
        } catch (VoicesFileException e) {
            throw ProblemException.unreadable("The body " + e.reason());
        }
        requireSound(brought);
        return voices.bring(caller, brought);
    }

    /** Of what is a name or a number the rules say more. */
    private static void requireSound(List<Voice> brought) {
        List<Violation> wrong = new ArrayList<>();
        for (int i = 0; i < brought.size(); i++) {
            Voice voice = brought.get(i);
            if (!isSound(voice.getRefText())) {
                wrong.add(new Violation(i + ".ref_text", SoundText.RULE));
            }
            if (!isSound(voice.getRefAudio())) {
                wrong.add(new Violation(i + ".ref_audio", SoundText.RULE));
            }
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
    }

    private static boolean isSound(@Nullable String text) {
        return text == null || SoundText.isSound(text);
    }

    private static String text(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw ProblemException.unreadable("The body is not UTF-8");
        }
    }
}
