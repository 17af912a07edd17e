package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Action;

/** What came of trying to carry out an instruction on one screen. */
sealed interface Attempt {

    /** @param of how many actions the instruction takes in all */
    record Acts(Action action, int of) implements Attempt {}

    /** Nothing is left to do for it. */
    record Fulfilled() implements Attempt {}

    record Answers(String text) implements Attempt {}

    /** The text it is about is not to be seen. */
    record Missing(String text) implements Attempt {}
}
