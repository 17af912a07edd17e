package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.UnknownSchemaException;
import io.nekoagents.schema.wire.UnreadableRecordException;
import io.nekoagents.streams.session.UnusableCommandException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what can never be processed to the dead letters of its topic, in the transaction that passes it, and goes on.
 * Anything else, such as a registry that does not answer, stops the thread before the record: it is read again.
 *
 * <p>Public with a public constructor because Kafka Streams makes it from its name.
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> failed, Exception error) {
        return switch (error) {
            case UnreadableRecordException _, UnknownSchemaException _ ->
                DeserializationExceptionHandler.Response.resume(List.of(letter(failed, error)));
            default -> DeserializationExceptionHandler.Response.fail();
        };
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> unused, Exception error) {
        return switch (error) {
            case UnusableRecordException _, UnusableCommandException _ ->
                ProcessingExceptionHandler.Response.resume(List.of(letter(source(context), error)));
            default -> ProcessingExceptionHandler.Response.fail();
        };
    }

    private static ConsumerRecord<byte[], byte[]> source(ErrorHandlerContext context) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue());
        context.headers().forEach(source.headers()::add);
        return source;
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> failed, Exception error) {
        LOG.atWarn()
                .addKeyValue("topic", failed.topic())
                .addKeyValue("partition", failed.partition())
                .addKeyValue("offset", failed.offset())
                .addKeyValue("error", error.getMessage())
                .log("A record cannot be processed and goes to the dead letters");
        return DeadLetter.of(
                failed, error.getClass().getSimpleName(), Objects.requireNonNullElse(error.getMessage(), ""));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to set.
    }
}
