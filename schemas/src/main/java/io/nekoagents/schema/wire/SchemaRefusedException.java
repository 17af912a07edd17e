package io.nekoagents.schema.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The registry will not take or does not have a schema under its subject. */
public final class SchemaRefusedException extends SerializationException {

    SchemaRefusedException(String message) {
        super(message);
    }
}
