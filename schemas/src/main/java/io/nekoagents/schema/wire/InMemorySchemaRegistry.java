package io.nekoagents.schema.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A registry of one process, for tests and topology checks: every subject is held to full compatibility. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private final Map<String, List<Schema>> subjects = new ConcurrentHashMap<>();
    private final List<Schema> byId = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        List<Schema> versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (!versions.contains(schema)) {
            if (!isCompatible(subject, schema)) {
                throw new SchemaRefusedException("Schema is not compatible with earlier versions of " + subject);
            }
            versions.add(schema);
        }
        if (!byId.contains(schema)) {
            byId.add(schema);
        }
        return byId.indexOf(schema) + 1;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        return register(subject, schema);
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > byId.size()) {
            throw new UnknownSchemaException("No schema with id " + id);
        }
        return byId.get(id - 1);
    }

    @Override
    public synchronized boolean isCompatible(String subject, Schema schema) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .allMatch(version -> readable(schema, version) && (schema.isUnion() || readable(version, schema)));
    }

    @Override
    public void requireCompatibility(String subject, String level) {
        // Always as strict as the catalogue asks.
    }

    private static boolean readable(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
