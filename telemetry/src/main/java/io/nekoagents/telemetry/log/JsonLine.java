package io.nekoagents.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * An event as one JSON object in one line: {@link LogFields}, the event's own keys, a failure with its stack trace as one
 * string. Control characters are escaped, so that no text can end the line or reach a terminal.
 *
 * <p>Public with a public constructor because Spring Boot makes it from its name.
 */
public final class JsonLine implements StructuredLogFormatter<ILoggingEvent> {

    private final JsonWriter<Map<String, @Nullable Object>> writer =
            JsonWriter.<Map<String, @Nullable Object>>standard().withNewLineAtEnd();

    @Override
    public String format(ILoggingEvent event) {
        return writer.writeToString(Fields.of(event));
    }
}
