package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.run.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SaidActionTest {

    @Test
    void aPointIsTakenAsItIs() {
        assertThat(SaidAction.parse("{\"action\": \"CLICK\", \"value\": null, \"position\": [0.49, 0.42]}"))
                .contains(new SaidAction("CLICK", null, List.of(new Point(0.49, 0.42))));
    }

    @Test
    void twoPointsAreTakenInTheirOrder() {
        assertThat(SaidAction.parse("{\"action\": \"SWIPE\", \"position\": [[0, 1], [0.5, 0.25]]}"))
                .contains(new SaidAction("SWIPE", null, List.of(new Point(0.0, 1.0), new Point(0.5, 0.25))));
    }

    @Test
    void aValueThatIsNoTextIsTakenAsItIsWritten() {
        assertThat(SaidAction.parse("{\"action\": \"INPUT\", \"value\": 7}"))
                .contains(new SaidAction("INPUT", "7", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "[0.5]", "[1.5, 0.5]", "[-0.1, 0.5]", "[[0.5, 0.5], [2, 2]]", "\"here\"", "{}"})
    void whatIsNoPlaceOnTheScreenIsLeftInTheText(String position) {
        assertThat(SaidAction.parse("{\"action\": \"CLICK\", \"position\": " + position + "}"))
                .contains(new SaidAction("CLICK", null, List.of()));
    }

    @Test
    void anObjectWithoutAnActionIsStillOne() {
        assertThat(SaidAction.parse("{\"note\": \"hm\"}")).contains(new SaidAction("", null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{broken}", "{\"a\"}", "[]", "{} {}", "{'action': 'CLICK'}", ""})
    void whatIsNoJsonObjectIsNone(String json) {
        assertThat(SaidAction.parse(json)).isEmpty();
    }

    @Test
    void aVeryLongOneIsNone() {
        assertThat(SaidAction.parse("{\"a\": \"" + "x".repeat(SaidAction.LONGEST) + "\"}"))
                .isEmpty();
    }
}
