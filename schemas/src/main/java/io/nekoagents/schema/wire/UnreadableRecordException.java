package io.nekoagents.schema.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes of a record are not what its topic carries; reading them again will not help. */
public final class UnreadableRecordException extends SerializationException {

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableRecordException(String message) {
        super(message);
    }
}
