package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScreenReaderTest {

    private static final String SHOP = """
            Garden tools Catalogue Delivery Contact us Sign in Create an account Full name Email address you@example.org
            Password Size Medium Create account Cancel By going on you accept the terms of sale and the privacy notice.
            Your order Street Postal code City Article Price Garden hose 24.90 Watering can 12.50 Total 37.40
            Order number: GT-20417 Pay now""";

    @Test
    void readsAPageOfARealBrowser() throws OcrException {
        Screen screen = read(RealPage.of("shop.html"));

        assertReads(screen, SHOP, 0.95);
    }

    @Test
    void readsThroughTheLossOfVideo() throws OcrException {
        Screen screen = read(Lossy.copy(RealPage.of("shop.html"), 0.4));

        assertReads(screen, SHOP, 0.95);
    }

    @ParameterizedTest
    @CsvSource({
        "DejaVu Sans, 16, ffffff, 000000",
        "DejaVu Serif, 15, ffffff, 222222",
        "DejaVu Sans Mono, 14, 1e1e1e, d4d4d4",
        "DejaVu Sans, 12, f0f0f0, 444444",
        "DejaVu Sans, 34, 103050, ffffff",
    })
    void readsFontsOfManySizesInManyColours(String font, int size, String paper, String ink) throws OcrException {
        // Given
        String words = "Your parcel leaves the warehouse on Friday";
        Sketch sketch = new Sketch(colour(paper))
                .ink(colour(ink))
                .font(font, size)
                .text(words, 40, 80)
                .text("Invoice 4711 of 12 March", 40, 200)
                .text("Settings", 40, 400)
                .text("Log out", 900, 400);

        // When
        Screen screen = read(sketch.image());

        // Then
        assertReads(screen, words + " Invoice 4711 of 12 March Settings Log out", 0.95);
    }

    @Test
    void knowsWhereEachPartOfALineIs() throws OcrException {
        // Given
        Sketch sketch = new Sketch().font("DejaVu Sans Mono", 20).text("alpha beta gamma", 100, 100);

        // When
        TextLine line = read(sketch.image()).lines().getFirst();

        // Then
        int gamma = line.text().indexOf("gamma");
        Box box = line.part(gamma, gamma + 5);
        assertThat(box.centreX())
                .as("twelve letters of 12 pixels before its five")
                .isBetween(220, 275);
        assertThat(box.centreY()).isBetween(86, 100);
    }

    @Test
    void readsAgainOnlyWhatHasChanged() throws OcrException {
        // Given
        ScreenReader reader = new ScreenReader(OcrModels.shared());
        Sketch sketch = new Sketch().text("Nothing changes here", 40, 100).text("Waiting", 40, 200);
        Screen before = reader.read(Pixels.of(sketch.image()));
        TextLine first = before.lines().getFirst();

        // When
        Screen same = reader.read(Pixels.of(sketch.image()));
        Screen after = reader.read(Pixels.of(sketch.text("Finished", 640, 200).image()));

        // Then
        assertThat(same).as("an unchanged frame is not read at all").isSameAs(before);
        assertThat(after.lines().getFirst()).isSameAs(first);
        assertReads(after, "Nothing changes here Waiting Finished", 1);
    }

    @Test
    void findsNothingOnAnEmptyScreen() throws OcrException {
        assertThat(read(new Sketch(Color.GRAY).image()).lines()).isEmpty();
    }

    private static Screen read(BufferedImage image) throws OcrException {
        return new ScreenReader(OcrModels.shared()).read(Pixels.of(image));
    }

    private static void assertReads(Screen screen, String text, double share) throws OcrException {
        String read = plain(screen.lines().stream().map(TextLine::text).collect(Collectors.joining()));
        List<String> words = Arrays.asList(text.split("\\s+"));
        List<String> missing =
                words.stream().filter(word -> !read.contains(plain(word))).toList();
        assertThat(missing.size())
                .as("%s are missing of what was read: %s", missing, screen.lines())
                .isLessThanOrEqualTo((int) (words.size() * (1 - share)));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    private static Color colour(String hex) {
        return new Color(Integer.parseInt(hex, 16));
    }
}
