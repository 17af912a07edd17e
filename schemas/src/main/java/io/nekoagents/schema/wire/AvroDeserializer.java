package io.nekoagents.schema.wire;

import io.nekoagents.schema.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic's values whatever version, or single record schema, they were written with. Fails with {@link
 * UnreadableRecordException} or {@link UnknownSchemaException} for a record that will never be readable, and with
 * {@link RegistryUnavailableException} where another try may help. Thread-safe.
 */
final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final Schema readerSchema;
    private final Map<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();

    AvroDeserializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
        this.readerSchema = GeneratedRecords.schemaOf(topic.schema());
    }

    @Override
    public @Nullable V deserialize(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < AvroSerializer.HEADER_BYTES || bytes[0] != AvroSerializer.MAGIC) {
            throw new UnreadableRecordException(
                    "Record of " + topic.name()
                            + " does not begin with magic byte 0 and a schema id: it was not written by a registry-aware Avro serializer");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        DatumReader<V> reader = readers.computeIfAbsent(id, this::readerOf);
        try {
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(
                            bytes, AvroSerializer.HEADER_BYTES, bytes.length - AvroSerializer.HEADER_BYTES, null);
            V value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException(
                        "Record of " + topic.name() + " has bytes left over after schema id " + id);
            }
            return topic.valueType().cast(value);
        } catch (IOException | AvroRuntimeException | ClassCastException | IndexOutOfBoundsException e) {
            throw new UnreadableRecordException(
                    "Record of " + topic.name() + " does not match its schema id " + id + ": " + e.getMessage(), e);
        }
    }

    private DatumReader<V> readerOf(int id) {
        Schema writerSchema = registry.byId(id);
        return new SpecificDatumReader<>(writerSchema, readerSchema, GeneratedRecords.model());
    }
}
