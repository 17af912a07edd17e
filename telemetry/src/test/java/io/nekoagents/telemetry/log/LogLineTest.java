package io.nekoagents.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nekoagents.telemetry.trace.TraceParent;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An event is one line, and says what it says. */
final class LogLineTest {

    private static final String FORGED =
            "buy\r\n2026-01-01T00:00:00Z ERROR forged\u0085\u2028\u001b[31mred\u0000\",\"level\":\"ERROR\",\"x\":{\"";

    @Test
    void aLineAlwaysHasTheFieldsThatWerePromised() {
        // When
        Map<String, Object> line = json(log -> log.info("Ready"));

        // Then
        assertThat(line.keySet())
                .containsExactly(
                        "timestamp",
                        "level",
                        "agent_id",
                        "task_id",
                        "event",
                        "duration",
                        "actions_executed",
                        "success",
                        "message",
                        "logger",
                        "thread");
        assertThat(line).containsEntry("level", "INFO").containsEntry("message", "Ready");
        assertThat(line.get("task_id")).isNull();
        assertThat((String) line.get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void whatTheEventAndItsThreadSayIsInTheFields() {
        // When
        Map<String, Object> line = json(log -> {
            try (var _ = MDC.putCloseable(LogFields.AGENT_ID, "worker-1")) {
                log.atInfo()
                        .addKeyValue(LogFields.TASK_ID, "task_1")
                        .addKeyValue(LogFields.EVENT, "run_ended")
                        .addKeyValue(LogFields.DURATION, Duration.ofMillis(1_500))
                        .addKeyValue(LogFields.ACTIONS_EXECUTED, 3)
                        .addKeyValue(LogFields.SUCCESS, true)
                        .addKeyValue("ending", "finished")
                        .log("Run ended");
            }
        });

        // Then
        assertThat(line)
                .containsEntry("agent_id", "worker-1")
                .containsEntry("task_id", "task_1")
                .containsEntry("event", "run_ended")
                .containsEntry("duration", 1.5)
                .containsEntry("actions_executed", 3)
                .containsEntry("success", true)
                .containsEntry("ending", "finished");
    }

    @Test
    void aLineWithinATraceNamesIt() {
        try (Scope _ = TraceParent.context("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .makeCurrent()) {
            assertThat(json(log -> log.info("Here")))
                    .containsEntry("trace_id", "0af7651916cd43dd8448eb211c80319c")
                    .containsEntry("span_id", "b7ad6b7169203331");
        }
    }

    @Test
    void aFailureIsOneStringWithItsStackTrace() {
        Map<String, Object> line = json(log -> log.atError()
                .setCause(new IOException("gone", new IOException(FORGED)))
                .log("Failed"));

        assertThat((String) line.get("error"))
                .contains("java.io.IOException: gone", "Caused by: ", "\tat " + LogLineTest.class.getName());
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Format.class)
    void noTextCanForgeALineOrReachATerminal(LogSettings.Format format) {
        // When
        String line = line(
                format,
                log -> log.atLevel(Level.INFO)
                        .addKeyValue(LogFields.TASK_ID, FORGED)
                        .addKeyValue("reason", FORGED)
                        .log(FORGED));

        // Then
        assertThat(line).endsWith("\n");
        assertThat(line.substring(0, line.length() - 1))
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f]")
                .contains("forged");
    }

    @Test
    void noTextCanForgeAFieldOfJson() {
        Map<String, Object> line =
                json(log -> log.atInfo().addKeyValue("reason", FORGED).log(FORGED));

        assertThat(line)
                .containsEntry("level", "INFO")
                .containsEntry("reason", FORGED)
                .doesNotContainKey("x");
    }

    @Test
    void aFailuresTextIsIndentedForPeople() {
        List<String> lines = line(
                        LogSettings.Format.TEXT,
                        log -> log.atError().setCause(new IOException(FORGED)).log("Failed"))
                .lines()
                .toList();

        assertThat(lines).filteredOn(line -> !line.startsWith("  ")).hasSize(1);
        assertThat(lines.getFirst()).contains("ERROR", "Failed");
    }

    private Map<String, Object> json(Consumer<org.slf4j.Logger> events) {
        return JsonMapper.shared().readValue(line(LogSettings.Format.JSON, events), new TypeReference<>() {});
    }

    /** On the thread that logs, as an appender does. */
    private String line(LogSettings.Format format, Consumer<org.slf4j.Logger> events) {
        StringBuilder written = new StringBuilder();
        ListAppender<ILoggingEvent> appender = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                written.append(format.lines().format(event));
            }
        };
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(LogLineTest.class);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        try {
            events.accept(logger);
        } finally {
            logger.detachAppender(appender);
        }
        return written.toString();
    }
}
