package io.nekoagents.tts.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpokenTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Plain words, as they are. | Plain words, as they are.",
                "Good 👋🏽 morning 👩‍👩‍👧‍👦! 🇩🇪 1️⃣ | Good morning! 1",
                "bell\u0007 and\u200B zero\uFEFF width | bell and zero width",
                "half \uD83D of a pair | half of a pair",
                "<speak>Hello <break time=\"1s\"/>world</speak> | Hello world",
                "<p class='a'>one</p><p>two</p> | one two",
                "un<b>believ</b>able | unbelievable",
                "<!-- not this --> this | this",
                "a < b and c > d | a less than b and c greater than d",
                "if a<b then | if a less than b then",
                "x <3 | x 3",
                "see https://www.example.com/path?q=1#x. Then | see example dot com. Then",
                "(http://docs.example.org:8080/a_b) ok | (docs dot example dot org) ok",
                "[the page](https://example.com/a) | the page (example dot com)",
                "write to joe@example.com now | write to joe at example dot com now",
                "mail j.oneil@example.co.uk. Now | mail j dot oneil at example dot co dot uk. Now",
                "at example.com today | at example dot com today",
                "R&D &amp; 5% + 3 = 8 | R and D and 5 percent plus 3 equals 8",
                "$5 and $1.50 and €20 and £3.05 | 5 dollars and 1 dollar and 50 cents and 20 euros and 3 pounds and 5 pence",
                "$2.5 million | 2.5 million dollars",
                "20°C outside | 20 degrees Celsius outside",
                "**bold** and `code` and # Title #4 | bold and code and Title number 4",
                "3 * 4 and 3*4 | 3 times 4 and 3 times 4",
                "from 3–5 – or so — perhaps | from 3 to 5, or so, perhaps",
                "it is -5 there | it is minus 5 there",
                "Ｆｕｌｌ width 𝐛𝐨𝐥𝐝 ﬁne | Full width bold fine",
                "“Quoted” ‘so’ | \"Quoted\" 'so'",
                "مرحبا بالعالم | مرحبا بالعالم",
                "你好。再见！ | 你好。再见!",
                "cafe\u0301 | café",
            })
    void saysWhatIsWritten(String written, String spoken) {
        assertThat(SpokenText.of(written)).isEqualTo(spoken);
    }

    @Test
    void endsLinesThatHaveNoEnd() {
        assertThat(SpokenText.of("- apples\n- pears\n\nThat is all.\n")).isEqualTo("apples. pears. That is all.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "🙂🙂", "<break time=\"2s\"/>", "?!…", "\u0000\u0001", "-- * --", "\u200F"})
    void saysNothingOfWhatCannotBePronounced(String written) {
        assertThat(SpokenText.of(written)).isEmpty();
    }

    @Test
    void breaksUpRunsThatNeverEnd() {
        String spoken = SpokenText.of("a".repeat(1_000));

        assertThat(spoken.split(" "))
                .hasSize(20)
                .allSatisfy(word -> assertThat(word).hasSizeLessThanOrEqualTo(50));
        assertThat(spoken.replace(" ", "")).isEqualTo("a".repeat(1_000));
    }

    @Test
    void thinsOutMarksThatAreHeapedOnALetter() {
        assertThat(SpokenText.of("z" + "\u0300\u0316\u0332".repeat(300))).hasSizeLessThan(40);
    }

    @Test
    void survivesAnyText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String spoken = SpokenText.of(Texts.any(random, random.nextInt(300)));

            assertThat(spoken)
                    .as("seed %d", seed)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cs}]|\\s\\s|^\\s|\\s$")
                    .satisfies(text -> assertThat(
                                    text.isEmpty() || text.codePoints().anyMatch(Character::isLetterOrDigit))
                            .isTrue());
        }
    }

    @Test
    void takesTimeInProportion() {
        assertThat(SpokenText.of("<a ".repeat(330_000))).startsWith("a a a");
        assertThat(SpokenText.of("https://x" + "y".repeat(1_000_000))).isNotEmpty();
        assertThat(SpokenText.of("1,".repeat(500_000))).isNotEmpty();
        assertThat(SpokenText.of("a.".repeat(500_000))).isNotEmpty();
    }
}
