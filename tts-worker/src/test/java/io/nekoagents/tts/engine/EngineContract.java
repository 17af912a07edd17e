package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.tts.audio.Sound;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What an engine promises, whoever speaks. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContract {

    private static final String WORDS = "The report was finished two days before the deadline.";
    private static final String[] BITS = {
        "word",
        "Dr.",
        "3.14",
        "1,000,000",
        "99999999999999999999999999",
        "$5",
        "10/11/12",
        "a.m.",
        "xkcd",
        "qqqq",
        "I'm",
        "'",
        "\"",
        "-",
        "--",
        "...",
        "?!",
        ",",
        ";",
        ":",
        "%",
        "@",
        "#",
        "*",
        "&",
        "(",
        ")",
        "[[h@'loU]]",
        "<break/>",
        "\\",
        "\t",
        "\u0000",
        "é",
        "ß",
        "Ａ",
        "½",
        "Привет",
        "你好",
        "مرحبا",
        "🙂",
        "\uD83D",
        "x".repeat(200),
        "1".repeat(100),
        "MMXXIV",
        "v1.2.3",
        "12:30",
        "O'Neil's",
        "-5",
        "1e10",
        "e.g.",
        "PhD",
        "IV",
        "USA",
        "th",
        "1st",
        "22nd",
        "0",
        "00",
        "007",
        "1.2.3.4",
        "555-1234",
        "'90s"
    };

    private Engine engine;

    abstract Engine open() throws Exception;

    /** Different from the words' own by no more than chance in the sound; 0 where there is none. */
    double spread() {
        return 0;
    }

    int anyTexts() {
        return 300;
    }

    @BeforeAll
    void start() throws Exception {
        engine = open();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    final Engine engine() {
        return engine;
    }

    @Test
    void speaksWords() throws Exception {
        Sound sound = engine.speak(new Utterance(WORDS));

        assertThat(sound.length().toMillis()).isBetween(1_500L, 6_000L);
        assertThat(loudness(sound)).as("there is something to hear").isGreaterThan(0.01);
        for (float sample : sound.samples()) {
            assertThat(sample).isBetween(-1.5f, 1.5f);
        }
    }

    @Test
    void speaksLongerOfMoreWords() throws Exception {
        Sound once = engine.speak(new Utterance(WORDS));
        Sound thrice = engine.speak(new Utterance(WORDS + " " + WORDS + " " + WORDS));

        assertThat(thrice.samples().length).isBetween(2 * once.samples().length, 4 * once.samples().length);
    }

    @Test
    void speaksToManyAtOnceAsToOne() throws Exception {
        List<String> texts = IntStream.range(0, 8)
                .mapToObj(i -> "This is number " + i + ", of several.")
                .toList();
        List<Integer> alone = new ArrayList<>();
        for (String text : texts) {
            alone.add(engine.speak(new Utterance(text)).samples().length);
        }

        List<Future<Sound>> together;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            together = texts.stream()
                    .map(text -> callers.submit(() -> engine.speak(new Utterance(text))))
                    .toList();
        }

        for (int i = 0; i < texts.size(); i++) {
            assertThat((double) together.get(i).get().samples().length)
                    .as(texts.get(i))
                    .isBetween(alone.get(i) * (1 - spread()), alone.get(i) * (1 + spread()));
        }
    }

    @Test
    void speaksAnyTextOrSaysWhyNot() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int spoken = 0;
        for (int i = 0; i < anyTexts(); i++) {
            StringBuilder text = new StringBuilder("a");
            for (int k = random.nextInt(12); k > 0; k--) {
                text.append(random.nextBoolean() ? " " : "").append(BITS[random.nextInt(BITS.length)]);
            }
            try {
                assertThat(engine.speak(new Utterance(text.toString())).rate()).isPositive();
                spoken++;
            } catch (EngineException.Refused e) {
                assertThat(e.getMessage()).as("seed %d: %s", seed, text).isNotBlank();
            }
        }
        assertThat(spoken).isPositive();
    }

    @Test
    void printsNothing() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            engine.speak(new Utterance(WORDS + " xkcd 12:30 $5 'tis"));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void endsWhenItIsInterruptedAndSpeaksOn() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> engine.speak(new Utterance(WORDS))).isInstanceOf(InterruptedException.class);

        assertThat(engine.speak(new Utterance(WORDS)).samples()).isNotEmpty();
    }

    @Test
    void endsInTheMiddleOfItWhenItIsInterrupted() throws Exception {
        Utterance longOne = new Utterance((WORDS + " ").repeat(60));
        for (int i = 0; i < 20; i++) {
            Future<Sound> speech;
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                speech = callers.submit(() -> engine.speak(longOne));
                callers.shutdownNow();
            }
            // At whatever moment that came: it had spoken, or it was interrupted, and nothing else.
            assertThat(speech.state() == Future.State.SUCCESS || speech.exceptionNow() instanceof InterruptedException)
                    .isTrue();
        }

        assertThat(engine.speak(new Utterance(WORDS)).samples()).isNotEmpty();
    }

    static double loudness(Sound sound) {
        double sum = 0;
        for (float sample : sound.samples()) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / sound.samples().length);
    }
}
