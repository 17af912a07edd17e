package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.policy.StepContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last look at each of the tasks at hand. It tells a screen that stands still from one that moves, and the end of a page
 * from its middle; losing it costs a second look and nothing else. Thread-safe.
 */
final class Recollection {

    private static final int TASKS = 64;

    private final Map<String, Look> looks = new LinkedHashMap<>();

    /** This look, and what is known of those before. */
    synchronized Look look(StepContext context, Pixels frame) {
        Look before = looks.get(key(context));
        Look look = before == null
                ? Look.first(context.step(), frame, context.sinceLastAction())
                : before.then(context.step(), frame, context.sinceLastAction());
        keep(context, look);
        return look;
    }

    synchronized void keep(StepContext context, Look look) {
        looks.remove(key(context));
        looks.put(key(context), look);
        if (looks.size() > TASKS) {
            looks.remove(looks.keySet().iterator().next());
        }
    }

    /** Runs that begin with the same words at once may be taken for one; they only wait a little longer then. */
    private static String key(StepContext context) {
        return context.history().isEmpty()
                ? context.task()
                : context.history().getFirst().at() + context.task();
    }
}
