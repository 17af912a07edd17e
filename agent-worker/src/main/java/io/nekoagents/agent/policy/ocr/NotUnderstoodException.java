package io.nekoagents.agent.policy.ocr;

/** Words that are no instruction; the message quotes them. */
final class NotUnderstoodException extends Exception {

    NotUnderstoodException(String message) {
        super(message);
    }
}
