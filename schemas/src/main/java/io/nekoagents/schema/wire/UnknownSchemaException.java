package io.nekoagents.schema.wire;

import org.apache.kafka.common.errors.SerializationException;

/** A record names a schema id that the registry does not have. */
public final class UnknownSchemaException extends SerializationException {

    UnknownSchemaException(String message) {
        super(message);
    }
}
