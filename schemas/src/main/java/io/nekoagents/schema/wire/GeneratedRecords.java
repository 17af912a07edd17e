package io.nekoagents.schema.wire;

import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** How Avro writes and reads the generated classes. */
final class GeneratedRecords {

    private GeneratedRecords() {}

    /** A model that converts timestamps wherever they stand; the generated code does so only outside of unions. */
    static SpecificData model() {
        SpecificData model = new SpecificData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        return model;
    }

    /** The schema that a topic's generated classes carry, which reads strings as {@link String}. */
    static Schema schemaOf(Schema registered) {
        if (registered.isUnion()) {
            return Schema.createUnion(registered.getTypes().stream()
                    .map(GeneratedRecords::schemaOf)
                    .toList());
        }
        SpecificData data = SpecificData.get();
        return data.getSchema(data.getClass(registered));
    }
}
