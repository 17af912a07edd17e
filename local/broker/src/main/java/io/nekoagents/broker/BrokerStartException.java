package io.nekoagents.broker;

/** The broker did not come up. */
public final class BrokerStartException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
