package io.nekoagents.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * An event as a line for people; a stack trace follows, each line of it indented. Control characters of the event's texts
 * become question marks, so that no text can begin a line or reach a terminal.
 *
 * <p>Public with a public constructor because Spring Boot makes it from its name.
 */
public final class TextLine implements StructuredLogFormatter<ILoggingEvent> {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");
    private static final Pattern NEW_LINE = Pattern.compile("\\R");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    @Override
    public String format(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256)
                .append(TIME.format(event.getInstant().atZone(ZoneId.systemDefault())))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(sound(event.getLoggerName()))
                .append(" [")
                .append(sound(event.getThreadName()))
                .append("] ")
                .append(sound(event.getFormattedMessage()));
        Fields.context(event)
                .forEach((key, value) -> line.append(' ')
                        .append(key)
                        .append("=\"")
                        .append(sound(value.toString()))
                        .append('"'));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            for (String each : NEW_LINE.split(ThrowableProxyUtil.asString(failure))) {
                line.append("\n  ").append(sound(each));
            }
        }
        return line.append('\n').toString();
    }

    private static String sound(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
