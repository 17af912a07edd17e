package io.nekoagents.agent.run;

import io.nekoagents.agent.action.Action;
import java.util.Locale;

/**
 * What a task that speaks says of what it does, for who listens and does not look. What is typed is never said: it may be a
 * secret, which everybody in the room would hear.
 */
final class Narration {

    /** What the speech commands take. */
    private static final int MOST_CHARACTERS = 5_000;

    private Narration() {}

    static String of(Action action) {
        return switch (action) {
            case Action.Click _, Action.Tap _ -> "Clicking.";
            case Action.Input _ -> "Typing.";
            case Action.Select(String value, var _) -> "Choosing " + value + ".";
            case Action.Hover _ -> "Pointing.";
            case Action.Enter() -> "Confirming.";
            case Action.Scroll(var direction) -> "Scrolling " + direction.name().toLowerCase(Locale.ROOT) + ".";
            case Action.SelectText _ -> "Marking text.";
            case Action.Copy() -> "Copying.";
            case Action.Swipe _ -> "Swiping.";
            case Action.Open(var address) -> "Opening " + address.getHost() + ".";
            case Action.Press _ -> "Pressing a key.";
            case Action.Answer(String text) when !text.isBlank() -> shortened(text);
            case Action.Answer _, Action.Done() -> "Done.";
        };
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = MOST_CHARACTERS - (Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0);
        return text.substring(0, end);
    }
}
