package io.nekoagents.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.Locale;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** The lines of a log that Logback writes without Spring: {@code <encoder class="…LineEncoder"><format>text</format></encoder>}. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private StructuredLogFormatter<ILoggingEvent> lines = LogSettings.Format.TEXT.lines();

    /** @param format {@code json} or {@code text} */
    public void setFormat(String format) {
        lines = LogSettings.Format.valueOf(format.toUpperCase(Locale.ROOT)).lines();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return lines.format(event).getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
