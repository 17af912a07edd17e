package io.nekoagents.schema.wire;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer, or answered that it cannot now; trying again later may help. */
public final class RegistryUnavailableException extends RetriableException {

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailableException(String message) {
        super(message);
    }
}
