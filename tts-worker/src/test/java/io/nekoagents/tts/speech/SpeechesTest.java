package io.nekoagents.tts.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.engine.Engine;
import io.nekoagents.tts.engine.EngineException;
import io.nekoagents.tts.engine.Utterance;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SpeechesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final SpeechStyle PLAIN = new SpeechStyle(null, new SpeechParams(null, null));
    private static final String FILE = "file:///made.wav";

    private final List<SpecificRecord> facts = new CopyOnWriteArrayList<>();
    private final List<String> spoken = new CopyOnWriteArrayList<>();
    private final Memory memory = new Memory();
    private final Meters meters = new Meters(new SimpleMeterRegistry(), () -> NOW);
    private final Synthesizer synthesizer = new Synthesizer(new Parrot(), 2, meters.synthesis());
    private volatile FakeStage stage = FakeStage.open();
    private volatile boolean logTakesEnds = true;
    private final Speech.Tools tools =
            new Speech.Tools("worker-1", (_, _) -> stage, SpeechesTest::cast, synthesizer, this::told, meters);
    private final FileDesk files = new FileDesk(tools, (name, file) -> new Shelf.Kept(FILE, name, Files.size(file)));
    private final Speeches speeches =
            new Speeches(tools, files, memory, new Script.Timing(Duration.ofMillis(50), Duration.ofSeconds(20)));

    /** Says a beep for each word; some words are beyond it. */
    private final class Parrot implements Engine {
        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public Sound speak(Utterance utterance) throws EngineException {
            if (utterance.text().contains("unspeakable")) {
                throw new EngineException.Refused("unsupported_text", "cannot say that");
            }
            spoken.add(utterance.text());
            float[] samples = new float[utterance.text().length() * 800];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * 200 * i / 16_000));
            }
            return new Sound(samples, 16_000);
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    private static Delivery cast(String tenant, SpeechStyle style) throws SpeechFailedException {
        if ("nobody".equals(style.getVoiceId())) {
            throw new SpeechFailedException("unknown_voice", "There is no voice nobody");
        }
        return new Delivery(Optional.ofNullable(style.getVoiceId()), Optional.empty(), 1, 0);
    }

    private CompletableFuture<Void> told(String key, SpecificRecord fact) {
        if (fact instanceof SpeechFinished && !logTakesEnds) {
            return CompletableFuture.failedFuture(new IllegalStateException("the log is away"));
        }
        memory.learn(fact);
        facts.add(fact);
        return CompletableFuture.completedFuture(null);
    }

    @AfterEach
    void close() {
        speeches.abandonAll();
        files.close();
        synthesizer.close();
    }

    private static SpeakText speak(String id, String session, String text) {
        return new SpeakText(id, "acme", session, text, PLAIN, null, null, NOW);
    }

    private void take(String key, SpecificRecord command) throws Exception {
        speeches.take(key, command).get(20, TimeUnit.SECONDS);
    }

    private <T> List<T> facts(Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void requestsOfASessionAreSpokenInOrderAndTheLogHasHow() throws Exception {
        // When two requests are taken at once
        CompletableFuture<Void> first = speeches.take("sess_1", speak("speech_1", "sess_1", "One two three."));
        CompletableFuture<Void> second = speeches.take("sess_1", speak("speech_2", "sess_1", "Four five six."));
        CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);

        // Then the second begins when the first has ended
        List<String> order = facts.stream()
                .filter(fact -> !(fact instanceof SpeechQueued))
                .map(fact -> fact.getSchema().getName() + " " + fact.get(0))
                .toList();
        assertThat(order)
                .containsExactly(
                        "SpeechStarted speech_1",
                        "SpeechCaptioned speech_1",
                        "SpeechFinished speech_1",
                        "SpeechStarted speech_2",
                        "SpeechCaptioned speech_2",
                        "SpeechFinished speech_2");
        SpeechFinished finished = facts(SpeechFinished.class).getFirst();
        assertThat(finished.getCharacters()).isEqualTo("One two three.".length());
        assertThat(finished.getSegments()).isEqualTo(1);
        assertThat(finished.getAudioMs()).as("0.7 s of sound, and a pause").isBetween(700L, 1_500L);
    }

    @Test
    void stopFallsSilentAndDropsWhatWaits() throws Exception {
        // Given one that is being spoken, and two that wait, of which one is of another session
        stage = FakeStage.stuck();
        FakeStage stuck = stage;
        CompletableFuture<Void> first = speeches.take("sess_1", speak("speech_1", "sess_1", "One two three."));
        CompletableFuture<Void> second = speeches.take("sess_1", speak("speech_2", "sess_1", "Four five six."));
        await().untilAsserted(() -> assertThat(facts(SpeechStarted.class)).hasSize(1));
        stage = FakeStage.open();

        // When the session is to stop
        take("sess_1", new StopSpeech("sess_1", "acme", NOW));

        // Then its room is silent, the log says so of both, and what comes later is spoken
        assertThat(stuck.hushed()).isTrue();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(facts(SpeechStopped.class))
                .extracting(SpeechStopped::getRequestId)
                .containsExactlyInAnyOrder("speech_1", "speech_2");
        take("sess_1", speak("speech_3", "sess_1", "Seven."));
        assertThat(facts(SpeechFinished.class))
                .extracting(SpeechFinished::getRequestId)
                .containsExactly("speech_3");
    }

    @Test
    void stopIsOfItsTenantAlone() throws Exception {
        stage = FakeStage.stuck();
        CompletableFuture<Void> speaking = speeches.take("sess_1", speak("speech_1", "sess_1", "One two three."));
        await().untilAsserted(() -> assertThat(facts(SpeechStarted.class)).hasSize(1));

        take("sess_1", new StopSpeech("sess_1", "other", NOW));

        assertThat(facts(SpeechStopped.class)).isEmpty();
        stage.goOn();
        speaking.get(20, TimeUnit.SECONDS);
        assertThat(facts(SpeechFinished.class)).hasSize(1);
    }

    @Test
    void aRequestThatComesTwiceIsSpokenOnce() throws Exception {
        take("sess_1", speak("speech_1", "sess_1", "Only once."));
        take("sess_1", speak("speech_1", "sess_1", "Only once."));

        assertThat(spoken).containsExactly("Only once.");
        assertThat(facts(SpeechFinished.class)).hasSize(1);
    }

    @Test
    void aStreamOfTwoThousandWordsTwoAtATimeIsSpokenOnceInOrder() throws Exception {
        // Given two thousand words, in sentences of fifteen
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            words.add("word" + i + (i % 15 == 0 ? "." : ""));
        }

        // When they are appended two at a time, some of them twice
        CompletableFuture<Void> speaking =
                speeches.take("sess_1", new StartSpeech("speech_1", "acme", "sess_1", PLAIN, null, null, NOW));
        for (int i = 0; i < words.size(); i += 2) {
            AppendSpeech piece = new AppendSpeech(
                    "speech_1", "acme", "sess_1", i / 2 + 1, words.get(i) + " " + words.get(i + 1) + " ", NOW);
            take("sess_1", piece);
            if (i % 10 == 0) {
                take("sess_1", piece);
            }
        }
        take("sess_1", new EndSpeech("speech_1", "acme", "sess_1", NOW));
        speaking.get(50, TimeUnit.SECONDS);

        // Then the captions are the words
        String captions = facts(SpeechCaptioned.class).stream()
                .map(SpeechCaptioned::getText)
                .collect(Collectors.joining(" "));
        assertThat(captions).isEqualTo(String.join(" ", words));
        assertThat(facts(SpeechFinished.class)).hasSize(1);
    }

    @Test
    void whoTakesOverGoesOnWithTheSegmentThatWasNotHeardToItsEnd() throws Exception {
        // Given a request of which another worker began the second segment
        String text = "This is the first sentence of all. This is the second one. And the third.";
        int second = text.indexOf("This is the second");
        memory.learn(new SpeechQueued("speech_1", "acme", "sess_1", "worker-0", NOW));
        memory.learn(new SpeechStarted("speech_1", "acme", "sess_1", "worker-0", NOW));
        memory.learn(caption(1, "This is the first sentence of all.", 0, second, 0, 2_000));
        memory.learn(caption(2, "This is the second one. And the third.", second, text.length(), 2_000, 1_800));

        // When the request is read again
        take("sess_1", speak("speech_1", "sess_1", text));

        // Then only the second is said, under its number, and the sums are those of the whole
        assertThat(String.join(" ", spoken)).isEqualTo("This is the second one. And the third.");
        assertThat(facts(SpeechQueued.class)).isEmpty();
        SpeechCaptioned first = facts(SpeechCaptioned.class).getFirst();
        assertThat(first.getSegment()).isEqualTo(2);
        assertThat(first.getFromCharacter()).isEqualTo(second);
        assertThat(first.getAtMs()).isEqualTo(2_000);
        SpeechFinished finished = facts(SpeechFinished.class).getFirst();
        assertThat(finished.getCharacters())
                .isEqualTo("This is the first sentence of all.".length()
                        + spoken.stream().mapToInt(String::length).sum());
        assertThat(finished.getAudioMs()).isGreaterThan(2_500);
    }

    private static SpeechCaptioned caption(int segment, String text, int from, int to, long at, long length) {
        return new SpeechCaptioned("speech_1", "acme", "sess_1", segment, text, from, to, at, length, NOW);
    }

    @Test
    void whatIsGivenUpIsLeftToOthersWithoutAWord() throws Exception {
        stage = FakeStage.stuck();
        FakeStage stuck = stage;
        CompletableFuture<Void> speaking = speeches.take("sess_1", speak("speech_1", "sess_1", "One two three."));
        await().untilAsserted(() -> assertThat(facts(SpeechCaptioned.class)).hasSize(1));

        speeches.abandon(List.of("sess_1"));

        assertThat(stuck.hushed()).isTrue();
        assertThat(speaking).isCancelled();
        assertThat(facts).allMatch(fact -> !(fact instanceof SpeechStopped || fact instanceof SpeechFailed));
    }

    @Test
    void whatCannotBeSpokenFailsWithAWordAndTheNextGoesOn() throws Exception {
        SpeechStyle nobody = new SpeechStyle("nobody", new SpeechParams(null, null));
        take("sess_1", speak("speech_1", "sess_1", " "));
        take("sess_1", speak("speech_2", "sess_1", "x".repeat(5_001)));
        take("sess_1", new SpeakText("speech_3", "acme", "sess_1", "Hello.", nobody, null, null, NOW));
        take("sess_1", speak("speech_4", "sess_1", "The unspeakable."));
        take("sess_1", speak("speech_5", "sess_1", "\uD83D\uDE00 \uD83D\uDE00"));
        take("sess_2", speak("speech_6", "sess_1", "Under another key."));
        take("sess_1", speak("speech_7", "sess_1", "This goes."));

        assertThat(facts(SpeechFailed.class))
                .extracting(failed -> failed.getRequestId() + " " + failed.getCode())
                .containsExactly(
                        "speech_1 invalid_command",
                        "speech_2 invalid_command",
                        "speech_3 unknown_voice",
                        "speech_4 unsupported_text",
                        "speech_5 nothing_to_say",
                        "speech_6 invalid_command");
        assertThat(facts(SpeechFinished.class))
                .extracting(SpeechFinished::getRequestId)
                .containsExactly("speech_7");
    }

    @Test
    void whatCanBeSpokenOfATextIsHeardToItsEndBeforeTheRestFails() throws Exception {
        // Given a text of which the second sentence cannot be spoken
        String text = "The first sentence is one that anybody can say. The unspeakable one comes behind it.";

        // When it is spoken
        take("sess_1", speak("speech_1", "sess_1", text));

        // Then the first is heard, waited for, and not cut off
        assertThat(spoken).containsExactly("The first sentence is one that anybody can say.");
        assertThat(stage.finished()).isTrue();
        assertThat(facts(SpeechFailed.class)).extracting(SpeechFailed::getCode).containsExactly("unsupported_text");
    }

    @Test
    void whatTheLogDoesNotKnowIsSpokenAgain() throws Exception {
        // Given a log that does not take the end of a request
        logTakesEnds = false;
        CompletableFuture<Void> first = speeches.take("sess_1", speak("speech_1", "sess_1", "Once more."));
        await().until(first::isCompletedExceptionally);

        // When all is read again, and the log is back
        speeches.abandonAll();
        logTakesEnds = true;
        take("sess_1", speak("speech_1", "sess_1", "Once more."));

        // Then the log has its end
        assertThat(facts(SpeechFinished.class)).hasSize(1);
    }

    @Test
    void aFileIsMadeAndTheLogHasWhereItIs() throws Exception {
        take("speech_9", new SynthesizeSpeech("speech_9", "acme", "Into a file, please.", PLAIN, null, NOW));
        take("speech_9", new SynthesizeSpeech("speech_9", "acme", "Into a file, please.", PLAIN, null, NOW));

        SpeechSynthesized made = facts(SpeechSynthesized.class).getFirst();
        assertThat(facts(SpeechSynthesized.class)).hasSize(1);
        assertThat(made.getUri()).isEqualTo(FILE);
        assertThat(made.getSha256()).as("the name it was kept under").isEqualTo("acme/speech_9.wav");
        assertThat(made.getBytes()).isEqualTo(44 + made.getAudioMs() * 96);
    }
}
