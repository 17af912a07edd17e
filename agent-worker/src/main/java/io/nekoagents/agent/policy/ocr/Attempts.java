package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.action.Point;
import java.util.Optional;
import java.util.function.Function;

/** Carries instructions out on one screen of one kind. */
final class Attempts {

    private static final Point MIDDLE = new Point(0.5, 0.5);
    /** How far a finger travels from the middle, as a share of the screen. */
    private static final double REACH = 0.3;

    private final SeenScreen seen;
    private final ActionSpace space;

    Attempts(SeenScreen seen, ActionSpace space) {
        this.seen = seen;
        this.space = space;
    }

    /** @param part how many of the instruction's actions are already taken */
    Attempt at(Instruction instruction, int part) throws OcrException {
        return switch (instruction) {
            case Instruction.Open(var address) -> acts(new Action.Open(address));
            case Instruction.Press(String key) ->
                acts(key.equals("Enter") ? new Action.Enter() : new Action.Press(key));
            case Instruction.Scroll(Direction direction, int times) -> new Attempt.Acts(scroll(direction), times);
            case Instruction.Click(String text) -> onTarget(text, this::click);
            case Instruction.Hover(String text) -> onTarget(text, Action.Hover::new);
            case Instruction.Type(String text, Optional<String> field) -> type(text, field);
            case Instruction.Select(String choice, String list) ->
                onField(list, at -> new Action.Select(choice, Optional.of(at)));
            case Instruction.WaitFor(String text) -> whenSeen(text);
            case Instruction.ScrollUntil(var _, String text) -> whenSeen(text);
            case Instruction.Read(String text) ->
                seen.layout().read(text).<Attempt>map(Attempt.Answers::new).orElseGet(() -> new Attempt.Missing(text));
            case Instruction.Copy(String text) -> copy(text, part);
            case Instruction.Paste(Optional<String> field) -> paste(field, part);
            case Instruction.Swipe(Direction direction, Optional<String> on) -> swipe(direction, on);
        };
    }

    /** A further look at the page in a direction. */
    Action scroll(Direction direction) {
        return space == ActionSpace.WEB ? new Action.Scroll(direction) : swiped(MIDDLE, opposite(direction));
    }

    private Attempt type(String text, Optional<String> field) throws OcrException {
        return field.isEmpty()
                ? acts(new Action.Input(text, Optional.empty()))
                : onField(field.get(), at -> new Action.Input(text, Optional.of(at)));
    }

    private Attempt copy(String text, int part) throws OcrException {
        if (part > 0) {
            return new Attempt.Acts(new Action.Copy(), 2);
        }
        Layout layout = seen.layout();
        Optional<Target> target = layout.find(text);
        if (target.isEmpty()) {
            return new Attempt.Missing(text);
        }
        Box box = target.get().box();
        double y = (double) box.centreY() / layout.frame().height();
        Point from = Point.clamped((double) box.x() / layout.frame().width(), y);
        Point to = Point.clamped((double) box.right() / layout.frame().width(), y);
        return new Attempt.Acts(new Action.SelectText(from, to), 2);
    }

    private Attempt paste(Optional<String> field, int part) throws OcrException {
        Action paste = new Action.Press("Control+v");
        if (field.isEmpty()) {
            return acts(paste);
        }
        if (part > 0) {
            return new Attempt.Acts(paste, 2);
        }
        return onField(field.get(), this::click) instanceof Attempt.Acts click
                ? new Attempt.Acts(click.action(), 2)
                : new Attempt.Missing(field.get());
    }

    private Attempt swipe(Direction direction, Optional<String> on) throws OcrException {
        return on.isEmpty() ? acts(swiped(MIDDLE, direction)) : onTarget(on.get(), at -> swiped(at, direction));
    }

    private Attempt onTarget(String text, Function<Point, Action> action) throws OcrException {
        Layout layout = seen.layout();
        return layout.find(text)
                .map(target -> acts(action.apply(target.box().centre(layout.frame()))))
                .orElseGet(() -> new Attempt.Missing(text));
    }

    private Attempt onField(String label, Function<Point, Action> action) throws OcrException {
        Layout layout = seen.layout();
        return layout.field(label)
                .map(box -> acts(action.apply(box.centre(layout.frame()))))
                .orElseGet(() -> new Attempt.Missing(label));
    }

    private Attempt whenSeen(String text) throws OcrException {
        return seen.layout().find(text).isPresent() ? new Attempt.Fulfilled() : new Attempt.Missing(text);
    }

    private Action click(Point at) {
        return space == ActionSpace.WEB ? new Action.Click(at) : new Action.Tap(at);
    }

    /** The finger moves in the direction, starting on the other side of the point. */
    private static Action swiped(Point around, Direction direction) {
        double across = direction == Direction.LEFT ? -REACH : direction == Direction.RIGHT ? REACH : 0;
        double down = direction == Direction.UP ? -REACH : direction == Direction.DOWN ? REACH : 0;
        return new Action.Swipe(
                Point.clamped(around.x() - across, around.y() - down),
                Point.clamped(around.x() + across, around.y() + down));
    }

    private static Direction opposite(Direction direction) {
        return switch (direction) {
            case UP -> Direction.DOWN;
            case DOWN -> Direction.UP;
            case LEFT -> Direction.RIGHT;
            case RIGHT -> Direction.LEFT;
        };
    }

    private static Attempt acts(Action action) {
        return new Attempt.Acts(action, 1);
    }
}
