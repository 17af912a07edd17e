package io.nekoagents.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * Settings of a service's log.
 *
 * @param format of the lines on standard output, {@code json} or {@code text}. The local stack's file is text unless the
 *     environment variable says otherwise
 */
@ConfigurationProperties("neko.log")
public record LogSettings(@DefaultValue("json") Format format) {

    /** What a line is. */
    public enum Format {
        JSON {
            @Override
            StructuredLogFormatter<ILoggingEvent> lines() {
                return new JsonLine();
            }
        },
        TEXT {
            @Override
            StructuredLogFormatter<ILoggingEvent> lines() {
                return new TextLine();
            }
        };

        abstract StructuredLogFormatter<ILoggingEvent> lines();
    }
}
