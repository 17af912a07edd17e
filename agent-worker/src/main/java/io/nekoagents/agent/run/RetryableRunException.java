package io.nekoagents.agent.run;

import org.jspecify.annotations.Nullable;

/** A fault of the infrastructure ended the run; another attempt may not meet it. */
final class RetryableRunException extends RuntimeException {

    private final String code;

    RetryableRunException(String code, @Nullable String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
