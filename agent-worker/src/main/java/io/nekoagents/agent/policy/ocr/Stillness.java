package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.StepContext;
import java.time.Duration;
import java.util.Optional;

/** Waits until the screen has settled: what is half drawn is misread. */
final class Stillness {

    /** Time that a browser takes to begin with another page. */
    private static final Duration REACTION = Duration.ofMillis(700);

    private static final Duration APART = Duration.ofMillis(150);
    /** Some pages never stand still. */
    private static final Duration ENOUGH = Duration.ofSeconds(4);

    private Stillness() {}

    /** How long to wait before another look; empty if the screen stands still. */
    static Optional<Decision> await(Look look, StepContext context) {
        Duration since = look.since();
        if (since.compareTo(ENOUGH) > 0) {
            return Optional.empty();
        }
        if (mayChangeThePage(context) && since.compareTo(REACTION) < 0) {
            return wait(REACTION.minus(since), "the screen reacts");
        }
        Look.Earlier earlier = look.earlier();
        if (earlier == null || since.minus(earlier.since()).compareTo(APART) < 0) {
            return wait(APART, "a second look");
        }
        return Look.alike(earlier.frame(), look.frame()) ? Optional.empty() : wait(APART, "the screen moves");
    }

    private static boolean mayChangeThePage(StepContext context) {
        return !context.history().isEmpty()
                && switch (context.history().getLast().action()) {
                    case Action.Click _, Action.Tap _, Action.Enter _, Action.Open _, Action.Press _, Action.Select _ ->
                        true;
                    case Action.Input _, Action.Hover _, Action.Scroll _, Action.Swipe _ -> false;
                    case Action.SelectText _, Action.Copy _, Action.Answer _, Action.Done _ -> false;
                };
    }

    private static Optional<Decision> wait(Duration rest, String reason) {
        return Optional.of(new Decision.Wait(rest, reason));
    }
}
