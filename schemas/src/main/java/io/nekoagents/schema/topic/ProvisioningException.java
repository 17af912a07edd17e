package io.nekoagents.schema.topic;

import org.jspecify.annotations.Nullable;

/** A topic could not be made. */
public final class ProvisioningException extends RuntimeException {

    public ProvisioningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
