package io.nekoagents.tts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmenterTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One sentence here. Another one. | One sentence here./Another one.",
                "Dr. Smith, e.g. at 3.14 p.m., came. So did I. Then she left. | Dr. Smith, e.g. at 3.14 p.m.,/came./So did I./Then she left.",
                "J. S. Bach wrote it! Did he? Yes. | J. S. Bach wrote it!/Did he?/Yes.",
                "He said \"Stop now.\" Then (he left.) Gone. | He said \"Stop now.\"/Then (he left.)/Gone.",
                "Well... I think so… maybe. Or not. | Well... I think so.../maybe./Or not.",
                "1. Take this. 2. Take that. | 1. Take this./2. Take that.",
                "See fig. 3 vs. the U.S. one. No. | See fig. 3 vs. the U.S. one./No.",
                "Wait?! No. Really. | Wait?!/No./Really.",
                "你好。再见！他说：「好。」走了。 | 你好。/再见!/他说:「好。」/走了。",
                "v1.2.3 is at example.com. Get it. | v1.2.3 is at example dot com./Get it.",
                "Visit https://example.com/a.b.c?x=1. Now. | Visit example dot com./Now.",
            })
    void cutsWhereSentencesEnd(String text, String segments) {
        assertThat(texts(whole(text))).isEqualTo(segments);
    }

    @Test
    void cutsAtLines() {
        assertThat(texts(whole("Shopping\n- apples\n- two pears\n\nDone")))
                .isEqualTo("Shopping./apples./two pears./Done");
    }

    @Test
    void givesASentenceAsSoonAsItHasEnded() {
        Segmenter segmenter = new Segmenter();

        assertThat(segmenter.append("It is done")).isEmpty();
        assertThat(segmenter.append(".")).isEmpty();
        assertThat(segmenter.append(" ")).containsExactly(new Segment("It is done.", 0, 11));
        assertThat(segmenter.append("Next, there")).isEmpty();
        assertThat(segmenter.pending()).isTrue();
        assertThat(segmenter.flush()).containsExactly(new Segment("Next, there", 11, 23));
        assertThat(segmenter.pending()).isFalse();
        assertThat(segmenter.flush()).isEmpty();
    }

    @Test
    void beginsShortSoThatSoundStartsEarly() {
        String clause =
                "As you can see here, the table at the top of the page lists every order of the month, and more.";
        String none =
                "the table at the top of the page lists every order of the month and some of the orders of the one before";

        assertThat(whole(clause).getFirst().text()).isEqualTo("As you can see here,");
        assertThat(whole(none).getFirst().text()).isEqualTo("the table at the top of the page lists");
        assertThat(whole(none)).hasSize(2);
    }

    @Test
    void beginsShortAgainAfterAPause() {
        Segmenter segmenter = new Segmenter();
        segmenter.append("Some words to begin with, and");
        segmenter.flush();

        assertThat(segmenter.append("then some more come, and others do not. "))
                .first()
                .extracting(Segment::text)
                .isEqualTo("then some more come,");
    }

    @Test
    void cutsLongSentencesAtTheLastClauseThatFits() {
        String text =
                "Start. " + "several words of it ".repeat(6) + "and here, " + "more of the words ".repeat(12) + "end.";

        List<Segment> segments = whole(text);

        assertThat(segments.get(1).text()).endsWith("and here,").hasSizeBetween(80, 200);
        assertThat(segments).allSatisfy(segment -> assertThat(segment.text()).hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void putsWhatIsNotSpokenToTheNextSegment() {
        assertThat(whole("🙂 <b></b>\n\n Hello there. 🙂🙂 Bye. 🙂"))
                .containsExactly(new Segment("Hello there.", 0, 25), new Segment("Bye.", 25, 35));
        assertThat(whole("🙂 … <break/>")).isEmpty();
    }

    @Test
    void countsFromWhereItIsTold() {
        Segmenter segmenter = new Segmenter(1_000);
        segmenter.append("Hi there");

        assertThat(segmenter.flush()).containsExactly(new Segment("Hi there", 1_000, 1_008));
    }

    @Test
    void cutsTheSameWhateverThePieces() {
        for (int i = 0; i < 1_000; i++) {
            String text = Texts.any(random, random.nextInt(200));

            assertThat(inPieces(text, 1 + random.nextInt(30)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(whole(text));
        }
    }

    @Test
    void givesAllWordsOnceInOrder() {
        for (int i = 0; i < 200; i++) {
            String text = Texts.words(random, random.nextInt(500));

            List<Segment> segments = inPieces(text, 1 + random.nextInt(30));

            assertThat(words(segments.stream().map(Segment::text).collect(Collectors.joining(" "))))
                    .as("seed %d", seed)
                    .isEqualTo(words(text));
        }
    }

    @Test
    void tilesTheTextAndSaysWhatIsInEachTile() {
        for (int i = 0; i < 1_000; i++) {
            String text = Texts.any(random, random.nextInt(200));

            int at = 0;
            for (Segment segment : inPieces(text, 20)) {
                assertThat(segment.from()).as("seed %d: %s", seed, text).isEqualTo(at);
                assertThat(segment.to()).isGreaterThan(segment.from());
                assertThat(segment.text()).isNotBlank();
                at = segment.to();
            }
            assertThat(SpokenText.of(text.substring(at)))
                    .as("seed %d: %s", seed, text)
                    .isEmpty();
        }
    }

    @Test
    void cutsNoCharacterInTwo() {
        for (String unit : List.of("👩‍👩‍👧‍👦", "e\u0301", "क्षि", "🇩🇪", "\uD835\uDC00")) {
            String text = "a" + unit.repeat(500);
            BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
            characters.setText(text);

            assertThat(inPieces(text, 7))
                    .allSatisfy(segment -> assertThat(characters.isBoundary(segment.to()))
                            .as("%s at %d", unit, segment.to())
                            .isTrue());
        }
    }

    @Test
    void isNoSlowerForBeingGivenTenThousandPieces() {
        String text = Texts.words(random, 10_000);

        List<Segment> segments =
                assertTimeout(Duration.ofSeconds(10), () -> inPieces(text, 2 * text.length() / 10_000));

        assertThat(segments).hasSizeGreaterThan(500);
    }

    private static List<Segment> whole(String text) {
        Segmenter segmenter = new Segmenter();
        List<Segment> segments = new ArrayList<>(segmenter.append(text));
        segments.addAll(segmenter.flush());
        return segments;
    }

    private List<Segment> inPieces(String text, int longest) {
        Segmenter segmenter = new Segmenter();
        List<Segment> segments = new ArrayList<>();
        Texts.pieces(random, text, longest).forEach(piece -> segments.addAll(segmenter.append(piece)));
        segments.addAll(segmenter.flush());
        return segments;
    }

    private static String texts(List<Segment> segments) {
        return segments.stream().map(Segment::text).collect(Collectors.joining("/"));
    }

    private static List<String> words(String text) {
        return Pattern.compile("word\\d+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
