package io.nekoagents.schema.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a record looks that could not be read: its own key, bytes and headers, and where and why it failed. Bytes beyond
 * {@value #MOST_BYTES} are left out, for the letter would be refused by the broker.
 */
public final class DeadLetter {

    /** Simple name of the error's class. */
    public static final String ERROR = "dlq-error";
    /** The error's message, for a person. */
    public static final String MESSAGE = "dlq-message";
    /** Topic the record was read from. */
    public static final String TOPIC = "dlq-topic";
    /** Partition the record was read from, decimal. */
    public static final String PARTITION = "dlq-partition";
    /** Offset the record was read from, decimal. */
    public static final String OFFSET = "dlq-offset";

    /** Size of the value in bytes, decimal, where it was left out. */
    public static final String LEFT_OUT = "dlq-value-left-out-bytes";

    /** Largest value that is taken from a topic that others write, and that is kept in a letter. */
    public static final int MOST_BYTES = 512 * 1024;

    private DeadLetter() {}

    /** The letter for {@code <topic>.dlq}; header values are UTF-8. */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> failed, String error, String message) {
        RecordHeaders headers = new RecordHeaders(failed.headers().toArray());
        headers.add(ERROR, error.getBytes(UTF_8));
        headers.add(MESSAGE, message.getBytes(UTF_8));
        headers.add(TOPIC, failed.topic().getBytes(UTF_8));
        headers.add(PARTITION, Integer.toString(failed.partition()).getBytes(UTF_8));
        headers.add(OFFSET, Long.toString(failed.offset()).getBytes(UTF_8));
        byte[] value = failed.value();
        if (isTooLarge(value)) {
            headers.add(LEFT_OUT, Integer.toString(value.length).getBytes(UTF_8));
            value = null;
        }
        return new ProducerRecord<>(failed.topic() + ".dlq", null, failed.key(), value, headers);
    }

    static boolean isTooLarge(byte @Nullable [] value) {
        return value != null && value.length > MOST_BYTES;
    }
}
