package io.nekoagents.streams.episode;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How state is written that nobody else reads: in Avro's single-object encoding, which names its schema by fingerprint, so
 * that no subject is registered for it. Where the schema changes, the decoder must be given the one before, too.
 */
final class DraftSerde {

    private DraftSerde() {}

    static <T extends SpecificRecordBase> Serde<T> of(
            BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {
        return Serdes.serdeFrom(
                (_, value) -> value == null ? null : encode(encoder, value),
                (_, bytes) -> bytes == null ? null : decode(decoder, bytes));
    }

    static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T value) {
        try {
            var buffer = encoder.encode(value);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }
}
