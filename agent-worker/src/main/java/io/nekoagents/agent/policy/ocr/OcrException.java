package io.nekoagents.agent.policy.ocr;

/** The screen cannot be read, through no fault of what it shows. */
final class OcrException extends Exception {

    OcrException(String message, Throwable cause) {
        super(message, cause);
    }
}
