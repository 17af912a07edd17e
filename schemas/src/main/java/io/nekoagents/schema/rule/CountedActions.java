package io.nekoagents.schema.rule;

import io.nekoagents.schema.run.ActionTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of a task's recorded actions count. One written by a run after a later run had begun to write does not: its worker
 * had lost the task and did not know. Where two runs recorded the same step the later run's counts.
 */
public final class CountedActions {

    private final SortedMap<Integer, ActionTaken> bySteps = new TreeMap<>();
    private int attempt;

    /** The next record in the order of the log. */
    public void add(ActionTaken recorded) {
        if (recorded.getAttempt() >= attempt) {
            attempt = recorded.getAttempt();
            bySteps.put(recorded.getStep(), recorded);
        }
    }

    /** Those that count of the ones added, by step. */
    public List<ActionTaken> inOrder() {
        return new ArrayList<>(bySteps.values());
    }
}
