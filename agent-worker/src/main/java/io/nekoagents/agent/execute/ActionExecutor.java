package io.nekoagents.agent.execute;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import java.awt.Dimension;
import java.time.Duration;
import java.util.List;

/** Carries out one action at a time. */
public final class ActionExecutor {

    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Duration REACTION = Duration.ofMillis(250);
    private static final int WHEEL_STEPS = 5;
    private static final int DRAG_MOVES = 8;
    private static final int SWIPE_MOVES = 12;

    private final Room room;
    private final Pace pace;

    public ActionExecutor(Room room, Pace pace) {
        this.room = room;
        this.pace = pace;
    }

    /**
     * Carries an action out; returns when the room has taken the input.
     *
     * @throws ActionRefusedException if the action makes no sense, before any input
     * @throws RoomException if the room was lost, perhaps in the middle of the action
     */
    public void execute(Action action) throws ActionRefusedException, RoomException, InterruptedException {
        switch (action) {
            case Action.Click(Point at) -> click(at);
            case Action.Input input -> input(input);
            case Action.Select select -> select(select);
            case Action.Hover(Point at) -> room.move(x(at), y(at));
            case Action.Enter() -> press(KeyChord.ENTER);
            case Action.Scroll(Direction direction) -> scroll(direction);
            case Action.SelectText(Point from, Point to) -> drag(from, to);
            case Action.Copy() -> press(KeyChord.COPY);
            case Action.Swipe(Point from, Point to) -> swipe(from, to);
            case Action.Tap(Point at) -> tap(at);
            case Action.Open(var address) -> open(address.toString());
            case Action.Press(String key) ->
                press(KeyChord.parse(key)
                        .orElseThrow(() -> new ActionRefusedException("There is no key \"" + key + "\"")));
            case Action.Answer _, Action.Done _ -> {}
        }
    }

    /** Opens an address as a person would, in the browser's address bar. */
    public void open(String address) throws RoomException, InterruptedException {
        press(KeyChord.ADDRESS_BAR);
        pace.rest(REACTION);
        room.type(address);
        pace.rest(SHORT);
        press(KeyChord.ENTER);
    }

    private void click(Point at) throws RoomException, InterruptedException {
        room.move(x(at), y(at));
        pace.rest(SHORT);
        room.click(x(at), y(at), 1);
    }

    private void input(Action.Input input) throws RoomException, InterruptedException {
        if (input.at().isPresent()) {
            click(input.at().get());
            pace.rest(REACTION);
            press(KeyChord.SELECT_ALL);
            pace.rest(SHORT);
        }
        room.type(input.text());
    }

    /** A list of choices takes the one whose first letters are typed. */
    private void select(Action.Select select) throws RoomException, InterruptedException {
        if (select.at().isPresent()) {
            click(select.at().get());
            pace.rest(REACTION);
        }
        room.type(select.value());
        pace.rest(REACTION);
        press(KeyChord.ENTER);
    }

    private void scroll(Direction direction) throws RoomException {
        Dimension screen = room.screen();
        int x = screen.width / 2;
        int y = screen.height / 2;
        switch (direction) {
            case UP -> room.scroll(x, y, 0, WHEEL_STEPS);
            case DOWN -> room.scroll(x, y, 0, -WHEEL_STEPS);
            case LEFT -> room.scroll(x, y, -WHEEL_STEPS, 0);
            case RIGHT -> room.scroll(x, y, WHEEL_STEPS, 0);
        }
    }

    private void drag(Point from, Point to) throws RoomException, InterruptedException {
        room.move(x(from), y(from));
        pace.rest(SHORT);
        room.buttonDown(x(from), y(from), 1);
        for (int move = 1; move <= DRAG_MOVES; move++) {
            pace.rest(SHORT);
            Point at = between(from, to, (double) move / DRAG_MOVES);
            room.move(x(at), y(at));
        }
        pace.rest(SHORT);
        room.buttonUp(x(to), y(to), 1);
    }

    private void tap(Point at) throws RoomException, InterruptedException {
        room.touchBegin(x(at), y(at));
        pace.rest(SHORT);
        room.touchEnd(x(at), y(at));
    }

    private void swipe(Point from, Point to) throws RoomException, InterruptedException {
        room.touchBegin(x(from), y(from));
        for (int move = 1; move <= SWIPE_MOVES; move++) {
            pace.rest(Duration.ofMillis(16));
            Point at = between(from, to, (double) move / SWIPE_MOVES);
            room.touchMove(x(at), y(at));
        }
        pace.rest(SHORT);
        room.touchEnd(x(to), y(to));
    }

    private void press(KeyChord chord) throws RoomException, InterruptedException {
        List<Integer> keys = chord.keysyms();
        for (int key : keys) {
            room.keyDown(key);
        }
        pace.rest(SHORT);
        for (int key : keys.reversed()) {
            room.keyUp(key);
        }
    }

    private static Point between(Point from, Point to, double share) {
        return new Point(from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
    }

    private int x(Point point) throws RoomException {
        return pixel(point.x(), room.screen().width);
    }

    private int y(Point point) throws RoomException {
        return pixel(point.y(), room.screen().height);
    }

    private static int pixel(double normalised, int size) {
        return Math.clamp(Math.round(normalised * size), 0, size - 1);
    }
}
