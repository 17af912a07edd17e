package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.ocr.OcrPolicy.Turn;
import java.time.Duration;

/** What to do about a text that is not to be seen: wait for it, look further down, then up again, and give up in the end. */
final class Search {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(400);
    /** A page may still be loading. */
    private static final Duration LOADING = Duration.ofSeconds(3);

    private static final Duration AFTER_SCROLL = Duration.ofMillis(900);
    private static final Duration AWAITED = Duration.ofSeconds(30);
    private static final int DOWN = 6;
    private static final int UP = 12;
    private static final int UNTIL = 40;

    private Search() {}

    /** The next thing to do to see the text. */
    static Decision forText(String text, Turn turn) {
        Duration since = turn.context().sinceLastAction();
        int searches = turn.progress().searches();
        boolean waits = turn.instruction() instanceof Instruction.WaitFor;
        Duration patience = waits ? AWAITED : searches == 0 ? LOADING : AFTER_SCROLL;
        if (turn.instruction() instanceof Instruction.ScrollUntil) {
            patience = AFTER_SCROLL;
        }
        if (since.compareTo(patience) < 0) {
            return new Decision.Wait(LOOK_AGAIN, "looking for “" + text + "”");
        }
        return waits ? notFound(text, "did not appear within " + AWAITED.toSeconds() + " s") : elsewhere(text, turn);
    }

    private static Decision elsewhere(String text, Turn turn) {
        if (turn.instruction() instanceof Instruction.ScrollUntil(Direction direction, var _)) {
            int next = turn.progress().searches() + 1;
            return next <= UNTIL && !atEnd(turn) ? scroll(direction, next, turn) : notFound(text, "is not on the page");
        }
        int next = atEnd(turn) && turn.progress().searches() <= DOWN
                ? DOWN + 1
                : turn.progress().searches() + 1;
        if (next <= DOWN) {
            return scroll(Direction.DOWN, next, turn);
        }
        boolean top = atEnd(turn) && turn.progress().searches() > DOWN;
        return next <= DOWN + UP && !top ? scroll(Direction.UP, next, turn) : notFound(text, "is not on the screen");
    }

    /** The last scrolling moved nothing. */
    private static boolean atEnd(Turn turn) {
        return turn.progress().searches() > 0 && turn.look().unmoved();
    }

    private static Decision scroll(Direction direction, int search, Turn turn) {
        return OcrPolicy.act(turn.attempts().scroll(direction), turn.progress().reasonOfSearch(turn.script(), search));
    }

    private static Decision notFound(String text, String why) {
        return new Decision.GiveUp("target_not_found", "“" + text + "” " + why);
    }
}
