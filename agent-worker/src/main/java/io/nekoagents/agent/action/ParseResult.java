package io.nekoagents.agent.action;

import java.util.List;

/** What was found in a model's words. */
public sealed interface ParseResult {

    /**
     * Actions were found.
     *
     * @param actions at least one, in the model's order; what is unreadable behind the first is left out
     */
    record Parsed(List<Action> actions) implements ParseResult {

        public Parsed {
            actions = List.copyOf(actions);
        }

        /** The action to do now. */
        public Action first() {
            return actions.getFirst();
        }
    }

    /**
     * No action was found.
     *
     * @param problem what was wrong with the words, for the log and for the model
     */
    record Unreadable(String problem) implements ParseResult {}
}
