package io.nekoagents.ingest.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nekoagents.ingest.speech.Captions.Caption;
import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SpeechRequestTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SpeechStyle PLAIN = new SpeechStyle(null, new SpeechParams(null, null));
    private static final SpeakText SPEAK = new SpeakText("speech_1", "t", "s", "Hi.", PLAIN, null, null, NOON);
    private static final StartSpeech START = new StartSpeech("speech_1", "t", "s", PLAIN, null, null, NOON);
    private static final SpeechQueued QUEUED = new SpeechQueued("speech_1", "t", "s", "w1", NOON);
    private static final SpeechStarted STARTED = new SpeechStarted("speech_1", "t", "s", "w1", NOON.plusMillis(200));
    private static final SpeechFinished FINISHED =
            new SpeechFinished("speech_1", "t", "s", 3, 1, 400L, NOON.plusMillis(600));

    private static final SynthesizeSpeech SYNTHESIZE = new SynthesizeSpeech("speech_1", "t", "Hi.", PLAIN, null, NOON);
    private static final SpeechSynthesized SYNTHESIZED = new SpeechSynthesized(
            "speech_1", "t", "w1", "file:///s/a.wav", "00ff", 144_044L, "audio/wav", 3, 1, 1_500L, NOON.plusSeconds(2));

    @Test
    void isNothingWithoutACommandThatBeginsIt() {
        assertThat(SpeechRequest.of(entries(piece("x", null), QUEUED))).isEmpty();
    }

    @Test
    void waitsForAWorkerUntilOneSpeaksOfIt() {
        assertThat(shown(SPEAK)).extracting("status", "waitsFor").containsExactly("queued", "tts-worker");
        assertThat(shown(SPEAK, QUEUED)).extracting("status", "waitsFor").containsExactly("queued", null);
    }

    @Test
    void goesFromQueuedOverSpeakingToFinished() {
        SpeechDocument spoken = shown(SPEAK, QUEUED, STARTED, FINISHED);

        assertThat(shown(SPEAK, QUEUED, STARTED).status()).isEqualTo("speaking");
        assertThat(spoken)
                .extracting("status", "queuedAt", "firstAudioAt", "finishedAt", "audioMs", "segments", "workerId")
                .containsExactly("finished", NOON, NOON.plusMillis(200), NOON.plusMillis(600), 400L, 1, "w1");
    }

    @Test
    void endsOnce() {
        SpeechFailed late = new SpeechFailed("speech_1", "t", "s", "late", "late", 0L, NOON.plusSeconds(9));

        assertThat(shown(SPEAK, FINISHED, late, STARTED).status()).isEqualTo("finished");
        assertThat(shown(SPEAK, late).failure()).isEqualTo(new SpeechDocument.Fault("late", "late"));
        assertThat(shown(SPEAK, new SpeechStopped("speech_1", "t", "s", 50L, NOON)))
                .extracting("status", "audioMs")
                .containsExactly("stopped", 50L);
    }

    @Test
    void goesOnWithAnotherWorkerWithoutStartingAgain() {
        SpeechStarted again = new SpeechStarted("speech_1", "t", "s", "w2", NOON.plusSeconds(9));

        assertThat(shown(SPEAK, QUEUED, STARTED, again))
                .extracting("workerId", "firstAudioAt")
                .containsExactly("w2", NOON.plusMillis(200));
    }

    @Test
    void countsEachPieceOnceUntilTheEnd() {
        SpeechDocument stream = shown(
                START,
                piece("one ", 1),
                piece("two ", 2),
                piece("two ", 2),
                piece("😀", null),
                new EndSpeech("speech_1", "t", "s", NOON),
                piece("three", 3));

        assertThat(stream)
                .extracting("characters", "complete", "stream", "text")
                .containsExactly(9, true, true, null);
        assertThat(stream.estimatedDurationMs()).isEqualTo(600);
    }

    @Test
    void takesNoMoreThanAStreamHasRoomFor() {
        List<SpecificRecord> pieces = new ArrayList<>(List.of(START));
        for (int i = 0; i <= SpeechRules.MAX_STREAM_CHARACTERS / SpeechRules.MAX_PIECE_CHARACTERS; i++) {
            pieces.add(piece("x".repeat(SpeechRules.MAX_PIECE_CHARACTERS), null));
        }

        assertThat(shown(pieces.toArray(SpecificRecord[]::new)).characters())
                .isEqualTo(SpeechRules.MAX_STREAM_CHARACTERS);
    }

    @Test
    void ofTwoCommandsTheFirstCounts() {
        SpeakText second = new SpeakText("speech_1", "t", "s", "Bye.", PLAIN, null, null, NOON.plusSeconds(1));

        assertThat(shown(SPEAK, second)).extracting("text", "requestedAt").containsExactly("Hi.", NOON);
    }

    @Test
    void hasFailedFromTheBeginningIfItsCommandIsNotSound() {
        SpeechDocument refused = shown(new SpeakText("speech_1", "t", "s", "", PLAIN, null, null, NOON), QUEUED);

        assertThat(refused.status()).isEqualTo("failed");
        assertThat(refused.waitsFor()).isNull();
        assertThat(refused.failure()).isEqualTo(new SpeechDocument.Fault("invalid_command", "text must not be blank"));
    }

    @Test
    void waitsForTheWorkerToFallSilentOnceThatIsAsked() {
        SpeechRequest stopping =
                SpeechRequest.of(entries(SPEAK, QUEUED)).orElseThrow().stopping();

        assertThat(SpeechDocument.of(stopping, 1))
                .extracting("status", "waitsFor")
                .containsExactly("stopping", "tts-worker");
        assertThat(SpeechDocument.of(stopping.evolve(FINISHED), 1))
                .extracting("status", "waitsFor")
                .containsExactly("finished", null);
    }

    @Test
    void answersOnlyForTheSame() {
        SpeechRequest one = SpeechRequest.of(SPEAK, 0);

        assertThat(one.answers(SpeechRequest.of(SPEAK, 7))).isTrue();
        assertThat(one.answers(SpeechRequest.of(START, 0))).isFalse();
        assertThat(one.answers(SpeechRequest.of(
                        SpeakText.newBuilder(SPEAK).setText("Ho.").build(), 0)))
                .isFalse();
        assertThat(one.answers(SpeechRequest.of(
                        SpeakText.newBuilder(SPEAK)
                                .setStyle(new SpeechStyle("mia", new SpeechParams(null, null)))
                                .build(),
                        0)))
                .isFalse();
    }

    @Test
    void showsWhatIsHeardAndOfACaptionThatIsToldAgainTheLastOne() {
        // When
        SpeechDocument heard = shown(
                SPEAK,
                QUEUED,
                STARTED,
                captioned(1, "One.", 0),
                captioned(3, "Three.", 900),
                captioned(2, "Two", 400),
                captioned(2, "Two.", 450),
                FINISHED,
                captioned(4, "A ghost.", 2_000));

        // Then
        assertThat(heard.captions())
                .extracting(Caption::segment, Caption::text, Caption::atMs)
                .containsExactly(tuple(1, "One.", 0L), tuple(2, "Two.", 450L), tuple(3, "Three.", 900L));
    }

    @Test
    void isSpokenIntoAFileOnceThatIsThere() {
        // Given
        SpeechQueued queued = new SpeechQueued("speech_1", "t", "speech_1", "w1", NOON);

        // When
        SpeechDocument waiting = shown(SYNTHESIZE);
        SpeechDocument made = shown(SYNTHESIZE, queued, SYNTHESIZED);

        // Then
        assertThat(waiting)
                .extracting("status", "waitsFor", "output", "sessionId", "file")
                .containsExactly("queued", "tts-worker", "file", null, null);
        assertThat(made)
                .extracting("status", "waitsFor", "workerId", "queuedAt", "finishedAt", "audioMs", "segments")
                .containsExactly("finished", null, "w1", NOON, NOON.plusSeconds(2), 1_500L, 1);
        assertThat(made.file()).isEqualTo(new SpeechFile("file:///s/a.wav", "00ff", 144_044, "audio/wav"));
        assertThat(SpeechRequest.of(SYNTHESIZE, 0).logKey()).isEqualTo("speech_1");
        assertThat(SpeechRequest.of(SYNTHESIZE, 0).answers(SpeechRequest.of(SPEAK, 0)))
                .as("into a room")
                .isFalse();
    }

    @Test
    void isMadeByWhoToldSoEvenIfThatIsAllThatWasTold() {
        SpeechFailed late = new SpeechFailed("speech_1", "t", "speech_1", "late", "late", 0L, NOON.plusSeconds(9));

        assertThat(shown(SYNTHESIZE, SYNTHESIZED, late).status()).isEqualTo("finished");
        assertThat(shown(SYNTHESIZE, late, SYNTHESIZED).file()).isNull();
    }

    @Test
    void lastsLongerSpokenSlowly() {
        assertThat(SpeechEstimate.millis(150, 1)).isEqualTo(10_000);
        assertThat(SpeechEstimate.millis(150, 4)).isEqualTo(2_500);
        assertThat(SpeechEstimate.millis(0, 0.25)).isZero();
    }

    private static SpeechCaptioned captioned(int segment, String text, long atMs) {
        return new SpeechCaptioned("speech_1", "t", "s", segment, text, 0, 4, atMs, 400L, NOON);
    }

    private static AppendSpeech piece(String text, @Nullable Integer sequence) {
        return new AppendSpeech("speech_1", "t", "s", sequence, text, NOON);
    }

    private static SpeechDocument shown(SpecificRecord... records) {
        return SpeechDocument.of(SpeechRequest.of(entries(records)).orElseThrow(), 1);
    }

    private static List<HistoryEntry<SpecificRecord>> entries(SpecificRecord... records) {
        List<HistoryEntry<SpecificRecord>> entries = new ArrayList<>();
        for (SpecificRecord each : records) {
            entries.add(new HistoryEntry<>(entries.size(), each));
        }
        return entries;
    }
}
