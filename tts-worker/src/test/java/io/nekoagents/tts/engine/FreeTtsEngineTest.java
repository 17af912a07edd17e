package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreeTtsEngineTest extends EngineContract {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzhhngwwyyABCXYZ0123456789    '.,-$%&/:()";

    @Override
    Engine open() throws Exception {
        return Engines.open(Settings.of(Map.of()));
    }

    @Override
    int anyTexts() {
        return 500;
    }

    @ParameterizedTest
    @CsvSource({"Say привет now, Cyrillic", "你好, Han", "مرحبا بك, Arabic", "שלום, Hebrew", "한국어, Hangul", "π, Greek"})
    void refusesWhatItCannotPronounceAndNamesTheScript(String text, String script) {
        assertThatThrownBy(() -> engine().speak(new Utterance(text)))
                .isInstanceOf(EngineException.Refused.class)
                .hasMessageContaining(script)
                .extracting("code")
                .isEqualTo("unsupported_text");
    }

    @Test
    void refusesWhatHasNoWords() {
        assertThatThrownBy(() -> engine().speak(new Utterance("?! ...")))
                .isInstanceOf(EngineException.Refused.class)
                .extracting("code")
                .isEqualTo("unsupported_text");
    }

    @Test
    void speaksNamesWithMarks() throws Exception {
        assertThat(FreeTtsText.of("Čapek’s café in Łódź, Straße 5, ٣")).isEqualTo("Capek's cafe in Lodz, Strasse 5, 3");
    }

    @Test
    void survivesAnyLettersWithoutAWord() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            speakLetters();
        } finally {
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void speakLetters() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("a");
            for (int k = 0; k < 80; k++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            try {
                engine().speak(new Utterance(text.toString()));
            } catch (EngineException.Refused e) {
                assertThat(e.code()).as("seed %d: %s", seed, text).isEqualTo("unsupported_text");
            }
        }
    }

    @Test
    void goesOnWithAnotherVoiceWhenOneDoesNotComeBack() throws Exception {
        String endless = "words and more words without an end ".repeat(3_000);
        try (FreeTtsEngine engine = FreeTtsEngine.open(1, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> engine.speak(new Utterance(endless)))
                    .isInstanceOf(EngineException.Refused.class)
                    .hasMessageContaining("did not come back");

            assertThat(engine.speak(new Utterance("Hello.")).samples()).isNotEmpty();
        }
    }
}
