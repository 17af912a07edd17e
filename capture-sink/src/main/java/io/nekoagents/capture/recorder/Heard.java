package io.nekoagents.capture.recorder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of chat means to the recorder. */
sealed interface Heard {

    /** @param task empty where only the command was said */
    record Start(String task) implements Heard {}

    record Stop() implements Heard {}

    /** @param json of an action, as it was said */
    record Acted(String json) implements Heard {}

    /** Empty for a line that is nothing to it. */
    static Optional<Heard> in(String line) {
        String text = line.strip();
        Matcher start = Forms.START.matcher(text);
        if (start.matches()) {
            return Optional.of(
                    new Start(start.group(1) == null ? "" : start.group(1).strip()));
        }
        if (Forms.STOP.matcher(text).matches()) {
            return Optional.of(new Stop());
        }
        Matcher action = Forms.ACTION.matcher(text);
        return action.matches() ? Optional.of(new Acted(action.group(1))) : Optional.empty();
    }

    /** As the original recorder has them. */
    final class Forms {
        private static final Pattern START =
                Pattern.compile("/start(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        private static final Pattern STOP = Pattern.compile("/stop", Pattern.CASE_INSENSITIVE);
        private static final Pattern ACTION = Pattern.compile("Action:\\s*(\\{.*\\})", Pattern.DOTALL);

        private Forms() {}
    }
}
