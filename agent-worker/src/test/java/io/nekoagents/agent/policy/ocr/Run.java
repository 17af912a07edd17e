package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.PastAction;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays the room and the clock for one task. */
final class Run {

    private static final int MOST_LOOKS = 200;

    private final String task;
    private final OcrPolicy policy;
    private final List<PastAction> history;
    private ActionSpace space = ActionSpace.WEB;
    private Optional<String> clipboard = Optional.empty();
    private Duration sinceLastAction = Duration.ZERO;
    private long lastAction = System.nanoTime();

    Run(String task) throws PolicyException {
        this(task, List.of());
    }

    private Run(String task, List<PastAction> history) throws PolicyException {
        this.task = task;
        this.policy = OcrPolicy.create();
        this.history = new ArrayList<>(history);
    }

    Run on(ActionSpace other) {
        space = other;
        return this;
    }

    Run withClipboard(String text) {
        clipboard = Optional.of(text);
        return this;
    }

    /** The same task with the same history, and nothing else. */
    Run onAnotherWorker() throws PolicyException {
        return new Run(task, history);
    }

    Run after(int millis) {
        sinceLastAction = sinceLastAction.plusMillis(millis);
        return this;
    }

    /** One look at a screen that lives; the clock is the wall's. */
    Decision lookLive(BufferedImage screen) throws PolicyException {
        sinceLastAction = Duration.ofNanos(System.nanoTime() - lastAction);
        Decision decision = look(screen);
        if (decision instanceof Decision.Act) {
            lastAction = System.nanoTime();
        }
        return decision;
    }

    /** One look at the screen. */
    Decision look(BufferedImage screen) throws PolicyException {
        Observation seen = new Observation(screen, Instant.EPOCH, history.size());
        int step = history.size() + 1;
        Decision decision =
                policy.decide(seen, new StepContext(task, space, step, 100, 0, history, sinceLastAction, clipboard));
        if (decision instanceof Decision.Act act) {
            history.add(new PastAction(step, act.action(), act.reason(), Instant.EPOCH));
            sinceLastAction = Duration.ZERO;
        }
        return decision;
    }

    /** What is decided in the end while the screen stays as it is. */
    Decision shows(BufferedImage screen) throws PolicyException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            Decision decision = look(screen);
            if (!(decision instanceof Decision.Wait wait)) {
                return decision;
            }
            assertThat(wait.rest()).as(wait.reason()).isPositive();
            sinceLastAction = sinceLastAction.plus(wait.rest());
        }
        throw new AssertionError("still waiting after " + MOST_LOOKS + " looks, " + sinceLastAction);
    }
}
