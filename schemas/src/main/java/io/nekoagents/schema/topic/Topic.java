package io.nekoagents.schema.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: its name, the records it carries and how it is kept. Keys are UTF-8 strings.
 *
 * @param name the topic's name, {@code <context>.<entities>.<kind>.v<n>}
 * @param valueType the Java type of the values; {@link SpecificRecord} where several record types share the topic
 * @param schema of the values, as registered under the subject {@code <name>-value}: a record, or the union of the
 *     records that need one order
 * @param layout how many partitions it has
 * @param config topic configuration of the broker, e.g. {@code cleanup.policy}
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> valueType, Schema schema, Layout layout, Map<String, String> config) {

    /** How a topic is split. */
    public enum Layout {
        /**
         * By task, or what else the key names, into as many partitions as the cluster's settings say; all such topics are
         * co-partitioned.
         */
        BY_TASK,
        /** One partition: a share group is work-conserving only inside a partition. */
        SINGLE
    }

    public Topic {
        config = Map.copyOf(config);
    }

    static <V extends SpecificRecord> Topic<V> ofRecord(
            String name, Class<V> type, Schema schema, Layout layout, Map<String, String> config) {
        return new Topic<>(name, type, RegisteredSchema.of(schema), layout, config);
    }

    static Topic<SpecificRecord> ofUnion(String name, Layout layout, Map<String, String> config, Schema... branches) {
        List<Schema> registered =
                Arrays.stream(branches).map(RegisteredSchema::of).toList();
        return new Topic<>(name, SpecificRecord.class, Schema.createUnion(registered), layout, config);
    }

    /** The same under another name. */
    Topic<V> named(String name) {
        return new Topic<>(name, valueType, schema, layout, config);
    }

    /** The registry's subject of the values. */
    public String subject() {
        return name + "-value";
    }

    /** Where records of this topic go that cannot be read or are refused. */
    public String deadLetters() {
        return name + ".dlq";
    }

    /** The compatibility the subject is held to; a union only grows, and its consumers are deployed first. */
    public String compatibility() {
        return schema.isUnion() ? "BACKWARD_TRANSITIVE" : "FULL_TRANSITIVE";
    }
}
