package io.nekoagents.agent.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ActionJsonTest {

    private static final Point HERE = new Point(0.25, 0.5);
    private static final Point THERE = new Point(0.75, 0.5);

    static List<Action> everyAction() {
        return List.of(
                new Action.Click(HERE),
                new Action.Input("it's", Optional.of(HERE)),
                new Action.Input("it's", Optional.empty()),
                new Action.Select("Large", Optional.of(HERE)),
                new Action.Hover(HERE),
                new Action.Answer("42"),
                new Action.Enter(),
                new Action.Scroll(Direction.DOWN),
                new Action.SelectText(HERE, THERE),
                new Action.Copy(),
                new Action.Swipe(HERE, THERE),
                new Action.Tap(HERE),
                new Action.Open(URI.create("http://example.org/")),
                new Action.Press("Control+a"),
                new Action.Done());
    }

    @ParameterizedTest
    @MethodSource("everyAction")
    void anActionIsTheSumOfItsParts(Action action) {
        Optional<Action> read =
                ActionJson.read(ActionJson.nameOf(action), ActionJson.valueOf(action), ActionJson.positionsOf(action));

        assertThat(read).contains(action);
    }

    @Test
    void writesOnePointAsAPairAndTwoAsPairs() {
        assertThat(ActionJson.write(new Action.Input("it's \"x\"", Optional.of(HERE))))
                .isEqualTo("{\"action\":\"INPUT\",\"value\":\"it's \\\"x\\\"\",\"position\":[0.25,0.5]}");
        assertThat(ActionJson.write(new Action.Swipe(HERE, THERE)))
                .isEqualTo("{\"action\":\"SWIPE\",\"value\":null,\"position\":[[0.25,0.5],[0.75,0.5]]}");
    }

    @Test
    void readsNothingFromPartsThatMakeNoAction() {
        assertThat(ActionJson.read("CLICK", Optional.empty(), List.of())).isEmpty();
        assertThat(ActionJson.read("SCROLL", Optional.of("sideways"), List.of()))
                .isEmpty();
        assertThat(ActionJson.read("DANCE", Optional.empty(), List.of())).isEmpty();
    }
}
