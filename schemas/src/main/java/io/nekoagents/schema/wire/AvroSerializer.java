package io.nekoagents.schema.wire;

import io.nekoagents.schema.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes a topic's values: magic byte 0, schema id (big-endian), Avro binary of the subject's schema. Thread-safe. */
final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final DatumWriter<V> writer;

    AvroSerializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
        this.writer = new SpecificDatumWriter<>(topic.schema(), GeneratedRecords.model());
    }

    @Override
    public byte @Nullable [] serialize(String name, @Nullable V value) {
        if (value == null) {
            return null;
        }
        int id = registry.idOf(topic.subject(), topic.schema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
