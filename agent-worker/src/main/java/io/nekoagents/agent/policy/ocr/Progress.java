package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.policy.PastAction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a script is. It is written into the reason of every action and read back from there, so that any worker can go
 * on.
 *
 * @param next index of the instruction to carry out
 * @param parts how many of its actions are taken
 * @param searches how often its target was looked for elsewhere on the page
 */
record Progress(int next, int parts, int searches) {

    private static final Pattern REASON = Pattern.compile(
            "^instruction (\\d{1,6}) of (\\d{1,6})(?:, part (\\d{1,6}) of (\\d{1,6})|, search (\\d{1,6}))?: .*",
            Pattern.DOTALL);

    /** What the latest action of this script says; actions with other reasons do not count. */
    static Progress of(Script script, List<PastAction> history) {
        for (PastAction past : history.reversed()) {
            Optional<Progress> progress = said(past.reason(), script.size());
            if (progress.isPresent()) {
                return progress.get();
            }
        }
        return new Progress(0, 0, 0);
    }

    private static Optional<Progress> said(String reason, int size) {
        Matcher match = REASON.matcher(reason);
        if (!match.matches() || number(match, 2) != size || number(match, 1) < 1 || number(match, 1) > size) {
            return Optional.empty();
        }
        int index = number(match, 1) - 1;
        if (match.group(5) != null) {
            return Optional.of(new Progress(index, 0, number(match, 5)));
        }
        boolean whole = match.group(3) == null || number(match, 3) >= number(match, 4);
        return Optional.of(whole ? new Progress(index + 1, 0, 0) : new Progress(index, number(match, 3), 0));
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    /** The instruction has nothing left to do. */
    Progress done() {
        return new Progress(next + 1, 0, 0);
    }

    /** Reason of the next of so many actions that the instruction takes. */
    String reasonOfPart(Script script, int of) {
        String part = of == 1 ? "" : ", part " + (parts + 1) + " of " + of;
        return start(script) + part + ": " + script.steps().get(next).words();
    }

    /** Reason of an action that looks for the target elsewhere on the page. */
    String reasonOfSearch(Script script, int search) {
        return start(script) + ", search " + search + ": "
                + script.steps().get(next).words();
    }

    private String start(Script script) {
        return "instruction " + (next + 1) + " of " + script.size();
    }
}
