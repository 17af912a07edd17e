package io.nekoagents.ingest.task.steps;

import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.run.ActionTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of a task's recorded actions count: each, unless a record of a later attempt stands before it in the log. Where
 * two of them are of one step the last counts.
 */
final class CountedActions {

    private CountedActions() {}

    /**
     * The actions that count, by step.
     *
     * @param recorded in the order of the log
     */
    static List<ActionTaken> of(List<HistoryEntry<ActionTaken>> recorded) {
        SortedMap<Integer, ActionTaken> byStep = new TreeMap<>();
        int attempt = 0;
        for (HistoryEntry<ActionTaken> entry : recorded) {
            ActionTaken action = entry.value();
            if (action.getAttempt() >= attempt) {
                attempt = action.getAttempt();
                byStep.put(action.getStep(), action);
            }
        }
        return new ArrayList<>(byStep.values());
    }
}
