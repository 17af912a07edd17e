package io.nekoagents.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.room.FakeRoom;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every action, as the room receives it. */
final class ActionExecutorTest {

    private static final Point MIDDLE = new Point(0.5, 0.5);

    private final FakeRoom room = new FakeRoom();
    private final ActionExecutor executor = new ActionExecutor(room, _ -> {});

    @Test
    void clicksAtPixelsOfTheScreen() throws Exception {
        executor.execute(new Action.Click(new Point(0.25, 1)));

        assertThat(room.inputs()).containsExactly("move 250,499", "click 250,499 1");
    }

    @Test
    void inputReplacesWhatTheFieldHolds() throws Exception {
        executor.execute(new Action.Input("Größe", Optional.of(MIDDLE)));

        assertThat(room.inputs())
                .containsExactly(
                        "move 500,250",
                        "click 500,250 1",
                        "keydown ffe3",
                        "keydown 61",
                        "keyup 61",
                        "keyup ffe3",
                        "type Größe");
    }

    @Test
    void inputWithoutAPlaceTypesWhereTheCaretIs() throws Exception {
        executor.execute(new Action.Input("x", Optional.empty()));

        assertThat(room.inputs()).containsExactly("type x");
    }

    @Test
    void selectOpensTheListTypesTheChoiceAndTakesIt() throws Exception {
        executor.execute(new Action.Select("Large", Optional.of(MIDDLE)));

        assertThat(room.inputs())
                .containsExactly("move 500,250", "click 500,250 1", "type Large", "keydown ff0d", "keyup ff0d");
    }

    @Test
    void hoverOnlyMoves() throws Exception {
        executor.execute(new Action.Hover(MIDDLE));

        assertThat(room.inputs()).containsExactly("move 500,250");
    }

    @Test
    void scrollsWithTheWheelInTheMiddle() throws Exception {
        executor.execute(new Action.Scroll(Direction.DOWN));
        executor.execute(new Action.Scroll(Direction.LEFT));

        assertThat(room.inputs()).containsExactly("scroll 500,250 0,-5", "scroll 500,250 -5,0");
    }

    @Test
    void selectsTextByDraggingOverIt() throws Exception {
        executor.execute(new Action.SelectText(new Point(0.1, 0.5), new Point(0.9, 0.5)));

        assertThat(room.inputs()).startsWith("move 100,250", "down 100,250 1").endsWith("move 900,250", "up 900,250 1");
    }

    @Test
    void copyAndEnterArePressedAsKeys() throws Exception {
        executor.execute(new Action.Copy());
        executor.execute(new Action.Enter());

        assertThat(room.inputs())
                .containsExactly("keydown ffe3", "keydown 63", "keyup 63", "keyup ffe3", "keydown ff0d", "keyup ff0d");
    }

    @Test
    void tapsAndSwipesWithAFinger() throws Exception {
        executor.execute(new Action.Tap(MIDDLE));
        executor.execute(new Action.Swipe(new Point(0.9, 0.5), new Point(0.1, 0.5)));

        List<String> inputs = room.inputs();
        assertThat(inputs).startsWith("touch 500,250", "touch end 500,250", "touch 900,250");
        assertThat(inputs).endsWith("touch to 100,250", "touch end 100,250");
    }

    @Test
    void opensAnAddressInTheAddressBar() throws Exception {
        executor.execute(new Action.Open(URI.create("http://example.org/")));

        assertThat(room.inputs())
                .containsExactly(
                        "keydown ffe3",
                        "keydown 6c",
                        "keyup 6c",
                        "keyup ffe3",
                        "type http://example.org/",
                        "keydown ff0d",
                        "keyup ff0d");
    }

    @Test
    void aKeyThatDoesNotExistIsRefusedBeforeAnyInput() {
        assertThatThrownBy(() -> executor.execute(new Action.Press("Control+Nonsense")))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("Control+Nonsense");
        assertThat(room.inputs()).isEmpty();
    }

    @Test
    void sayingSomethingTouchesNothing() throws Exception {
        executor.execute(new Action.Answer("42"));
        executor.execute(new Action.Done());

        assertThat(room.inputs()).isEmpty();
    }
}
