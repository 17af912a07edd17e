package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.tts.audio.Level;
import io.nekoagents.tts.audio.Resampler;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.audio.Splicer;
import io.nekoagents.tts.audio.Stretch;
import io.nekoagents.tts.audio.WavFile;
import io.nekoagents.tts.text.Segment;
import io.nekoagents.tts.text.Segmenter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whisper, which does not know what was said, writes down what it hears of each engine, through all that is done to sound. */
final class IntelligibleIT {

    private static final Path SENTENCES = Path.of("src/test/resources/sentences.txt");
    private static final double MOST_ERRORS = 0.25;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"freetts", "espeak", "piper"})
    void isUnderstood(String engine) throws Exception {
        assertThat(errors(engine, 1, 0)).as("word error rate of %s", engine).isLessThanOrEqualTo(MOST_ERRORS);
    }

    @Test
    void isUnderstoodFasterAndHigher() throws Exception {
        assertThat(errors("freetts", 1.25, 3)).isLessThanOrEqualTo(MOST_ERRORS);
    }

    private double errors(String name, double rate, double semitones) throws Exception {
        List<String> sentences = Files.readAllLines(SENTENCES);
        List<Path> files = new ArrayList<>();
        try (Engine engine = Engines.open(settings(name))) {
            for (String sentence : sentences) {
                Path file = folder.resolve(files.size() + ".wav");
                write(engine, sentence, rate, semitones, file);
                files.add(file);
            }
        }
        List<String> heard = OutsideVoices.heard(files);
        int errors = 0;
        int words = 0;
        for (int i = 0; i < sentences.size(); i++) {
            List<String> said = words(sentences.get(i));
            errors += distance(said, words(heard.get(i)));
            words += said.size();
        }
        System.getLogger("voices").log(System.Logger.Level.INFO, "{0}: {1} of {2} words wrong", name, errors, words);
        return (double) errors / words;
    }

    private static EngineSettings settings(String engine) throws Exception {
        return engine.equals("piper")
                ? Settings.of(Map.of(
                        "engine", engine, "piper.voice", OutsideVoices.piper().toString()))
                : Settings.of(Map.of("engine", engine));
    }

    private static void write(Engine engine, String text, double rate, double semitones, Path file) throws Exception {
        Segmenter segmenter = new Segmenter();
        List<Segment> segments = new ArrayList<>(segmenter.append(text));
        segments.addAll(segmenter.flush());
        Resampler resampler = new Resampler(Resampler.ROOM_RATE);
        Splicer splicer = new Splicer();
        try (WavFile.Writer writer = WavFile.create(file)) {
            for (Segment segment : segments) {
                Sound sound = engine.speak(new Utterance(segment.text()));
                Sound even = Level.even(resampler.resample(Stretch.stretch(sound, rate, semitones)));
                writer.write(splicer.add(even, segment.text()).sound().samples());
            }
            writer.write(splicer.finish().samples());
        }
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replace("9", " nine ")
                .replace("3", " three ")
                .replace("2", " two ")
                .replaceAll("[^a-z' ]", " ");
        return Arrays.stream(plain.split(" +")).filter(word -> !word.isEmpty()).toList();
    }

    /** Words that are wrong, missing or too many. */
    private static int distance(List<String> said, List<String> heard) {
        int[] row = new int[heard.size() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= said.size(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int k = 1; k <= heard.size(); k++) {
                int above = row[k];
                int replaced = corner + (said.get(i - 1).equals(heard.get(k - 1)) ? 0 : 1);
                row[k] = Math.min(replaced, Math.min(above, row[k - 1]) + 1);
                corner = above;
            }
        }
        return row[heard.size()];
    }
}
