package io.nekoagents.schema.wire;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The schema that a topic's generated classes carry, which reads strings as {@link String}. */
final class GeneratedSchema {

    private GeneratedSchema() {}

    static Schema of(Schema registered) {
        if (registered.isUnion()) {
            return Schema.createUnion(
                    registered.getTypes().stream().map(GeneratedSchema::of).toList());
        }
        SpecificData data = SpecificData.get();
        return data.getSchema(data.getClass(registered));
    }
}
