package io.nekoagents.schema.wire;

import org.apache.avro.Schema;

/** What the serdes ask of a Confluent-compatible schema registry. Implementations are thread-safe and cache. */
public interface SchemaRegistry {

    /**
     * The id of a schema under a subject, registering it as a new version if the subject does not have it yet.
     *
     * @throws SchemaRefusedException if the subject's compatibility forbids it
     * @throws RegistryUnavailableException if the registry cannot be reached, after retries
     */
    int register(String subject, Schema schema);

    /**
     * The id of a schema that the subject already has.
     *
     * @throws SchemaRefusedException if the subject does not have it
     * @throws RegistryUnavailableException if the registry cannot be reached, after retries
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema behind an id.
     *
     * @throws UnknownSchemaException if the registry has no such id
     * @throws RegistryUnavailableException if the registry cannot be reached, after retries
     */
    Schema byId(int id);

    /**
     * Whether a schema could become the subject's next version under its compatibility level; true for a new subject.
     *
     * @throws RegistryUnavailableException if the registry cannot be reached, after retries
     */
    boolean isCompatible(String subject, Schema schema);

    /**
     * Holds a subject to a compatibility level, e.g. {@code FULL_TRANSITIVE}.
     *
     * @throws RegistryUnavailableException if the registry cannot be reached, after retries
     */
    void requireCompatibility(String subject, String level);
}
