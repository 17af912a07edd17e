package io.nekoagents.agent.policy;

import org.jspecify.annotations.Nullable;

/** No decision could be had. */
public final class PolicyException extends Exception {

    private final String code;
    private final boolean retryable;

    /**
     * @param code stable, in snake_case
     * @param retryable whether another attempt may succeed
     */
    public PolicyException(String code, String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryable = retryable;
    }

    public String code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }
}
