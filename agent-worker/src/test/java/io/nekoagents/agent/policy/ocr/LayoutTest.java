package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayoutTest {

    private static @Nullable ScreenReader reader;

    /** Shared, as a page that was read once is not read again. */
    private static synchronized ScreenReader reader() throws OcrException {
        if (reader == null) {
            reader = new ScreenReader(OcrModels.shared());
        }
        return reader;
    }

    @Nested
    final class OnAPageOfARealBrowser {

        @ParameterizedTest
        @CsvSource({
            "Full name, 163, 183",
            "Email address, 163, 255",
            "you@example.org, 163, 255",
            "Password, 163, 327",
            "Size, 154, 397",
            "Street, 981, 159",
            "Postal code, 981, 207",
            "City, 981, 255"
        })
        void findsTheFieldOfEachLabel(String label, int x, int y) throws OcrException {
            assertThat(shop().field(label))
                    .hasValueSatisfying(box -> assertThat(box.contains(x, y))
                            .as("the field %s around %d,%d", box, x, y)
                            .isTrue());
        }

        @ParameterizedTest
        @CsvSource({
            "Create account, 105, 448",
            "Cancel, 242, 448",
            "Pay now, 713, 507",
            "Sign in, 528, 24",
            "Contact us, 426, 24",
            "Create an account, 147, 102",
            "privacy notice, 398, 498"
        })
        void pointsAtTheTextThatIsMeant(String text, int x, int y) throws OcrException {
            assertThat(shop().find(text))
                    .hasValueSatisfying(target -> assertThat(target.box().contains(x, y))
                            .as("%s around %d,%d", target, x, y)
                            .isTrue());
        }

        @ParameterizedTest
        @CsvSource({"Total, 37.40", "Garden hose, 24.90", "Price, 24.90"})
        void readsWhatFollowsALabel(String label, String value) throws OcrException {
            assertThat(shop().read(label)).contains(value);
        }

        @Test
        void readsTheLineThatContainsALabel() throws OcrException {
            assertThat(shop().read("Order number"))
                    .hasValueSatisfying(
                            line -> assertThat(line.replace(" ", "")).isEqualTo("Ordernumber:GT-20417"));
        }

        @Test
        void findsNothingThatIsNotThere() throws OcrException {
            assertThat(shop().find("Unsubscribe")).isEmpty();
            assertThat(shop().field("Telephone")).isEmpty();
        }

        private Layout shop() throws OcrException {
            return layout(RealPage.of("shop.html"));
        }
    }

    @ParameterizedTest
    @CsvSource({"User name, 240", "Password, 322", "Company, 404", "At least 8 characters, 322"})
    void findsFieldsOnADarkPageAndThroughTheLossOfVideo(String label, int y) throws OcrException {
        for (double quality : new double[] {1, 0.5, 0.3}) {
            Layout layout = layout(Lossy.copy(RealPage.of("dark.html"), quality));

            assertThat(layout.field(label))
                    .hasValueSatisfying(box -> assertThat(box.contains(640, y))
                            .as("the field %s around 640,%d at quality %s", box, y, quality)
                            .isTrue());
        }
    }

    @Test
    void readsOnlyTheLikelyLinesOfAPageFullOfWords() throws OcrException {
        // Given
        Screen screen = new ScreenReader(OcrModels.shared()).read(Pixels.of(RealPage.of("dense.html")));

        // When
        Optional<Target> target = new Layout(screen).find("Garden hose");

        // Then
        assertThat(target)
                .hasValueSatisfying(found -> assertThat(found.box().contains(90, 42))
                        .as(found.toString())
                        .isTrue());
        assertThat(screen.known()).as("of %d lines", screen.boxes().size()).hasSizeLessThan(10);
    }

    @Test
    void prefersAButtonToTheHeadingAndThePageToTheBrowsersBar() throws OcrException {
        Layout layout = layout(new Sketch()
                .text("Sign in", 60, 40)
                .text("Sign in", 500, 200)
                .button("Sign in", 500, 400, 120, 40)
                .image());

        assertThat(layout.find("Sign in"))
                .hasValueSatisfying(target -> assertThat(target.box().y()).isBetween(400, 440));
    }

    @Test
    void takesTheFieldBesideAButtonThatHasItsName() throws OcrException {
        Layout layout = layout(new Sketch()
                .field(300, 300, 400, 40)
                .button("Search", 710, 300, 100, 40)
                .image());

        assertThat(layout.field("Search"))
                .hasValueSatisfying(box ->
                        assertThat(box.contains(500, 320)).as(box.toString()).isTrue());
    }

    @Test
    void pointsBelowOrBesideALabelWhoseFieldCannotBeSeen() throws OcrException {
        Layout layout = layout(new Sketch()
                .text("Telephone", 100, 200)
                .text("Street:", 700, 200)
                .image());

        assertThat(layout.field("Telephone"))
                .hasValueSatisfying(box -> assertThat(box.centreY()).isBetween(206, 240));
        assertThat(layout.field("Street"))
                .hasValueSatisfying(box -> assertThat(box.centreX()).isBetween(765, 820));
    }

    private static Layout layout(BufferedImage image) throws OcrException {
        return new Layout(reader().read(Pixels.of(image)));
    }
}
