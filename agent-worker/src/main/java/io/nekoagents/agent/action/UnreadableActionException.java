package io.nekoagents.agent.action;

/** Words that make no action; the message says why. */
final class UnreadableActionException extends Exception {

    UnreadableActionException(String message) {
        super(message);
    }
}
