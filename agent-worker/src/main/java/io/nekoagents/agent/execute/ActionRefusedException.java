package io.nekoagents.agent.execute;

/** The action makes no sense in this room, whoever tries; the room was not touched. */
public final class ActionRefusedException extends Exception {

    ActionRefusedException(String message) {
        super(message);
    }
}
