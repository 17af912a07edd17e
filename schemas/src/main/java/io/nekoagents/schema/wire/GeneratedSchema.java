package io.nekoagents.schema.wire;

import io.nekoagents.schema.task.TaskState;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;

/** The schema that a topic's generated classes carry, which reads strings as {@link String}. */
final class GeneratedSchema {

    static {
        // Avro instantiates only classes it was told to trust, and asks one predicate of the whole process.
        Package generated = TaskState.class.getPackage();
        String root = generated.getName().substring(0, generated.getName().lastIndexOf('.') + 1);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(root)));
    }

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
