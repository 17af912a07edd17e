package io.nekoagents.schema.wire;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that it may instantiate this module's generated classes, which it otherwise refuses. Avro loads the
 * providers of logical types before it parses the first schema, so that even a builder used before any serde works;
 * that moment is all this provider is for: its logical type is never used.
 */
public final class TrustedRecords implements LogicalTypeFactory {

    private static final String GENERATED = "io.nekoagents.schema.";

    public TrustedRecords() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(GENERATED)));
    }

    @Override
    public String getTypeName() {
        return "nekoagents-trusted";
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(getTypeName());
    }
}
