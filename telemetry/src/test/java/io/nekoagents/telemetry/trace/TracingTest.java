package io.nekoagents.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TracingTest {

    private static final TraceSettings NOTHING_SET = new TraceSettings(null);
    private static final String PLACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void isOffUnlessSomebodyWantsIt() {
        assertThat(on(NOTHING_SET, Map.of())).isFalse();
        assertThat(on(NOTHING_SET, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""))).isFalse();
        assertThat(on(NOTHING_SET, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")))
                .isTrue();
        assertThat(on(NOTHING_SET, Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/v1/traces")))
                .isTrue();
        assertThat(on(NOTHING_SET, Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
        assertThat(on(new TraceSettings(URI.create("http://127.0.0.1:1")), Map.of()))
                .isTrue();
    }

    @Test
    void theEnvironmentCanForbidIt() {
        TraceSettings wanted = new TraceSettings(URI.create("http://127.0.0.1:1"));

        assertThat(on(wanted, Map.of("OTEL_TRACES_EXPORTER", "none"))).isFalse();
        assertThat(on(wanted, Map.of("OTEL_SDK_DISABLED", "true"))).isFalse();
    }

    @Test
    void whatWasBegunElsewhereGoesOnThroughAServiceThatTracesNothing() {
        // When
        Span span = Tracing.off()
                .tracer()
                .spanBuilder("here")
                .setParent(TraceParent.context(PLACE))
                .startSpan();

        // Then
        assertThat(TraceParent.of(span)).contains(PLACE);
        assertThat(TraceParent.of(Tracing.off().tracer().spanBuilder("new").startSpan()))
                .as("a trace of its own")
                .isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> new TraceSettings(URI.create("ftp://127.0.0.1:4318")))
                .hasMessageContaining("neko.trace.endpoint");
        assertThat(new TraceSettings(URI.create("")).endpoint()).isNull();
    }

    private static boolean on(TraceSettings settings, Map<String, String> environment) {
        try (Tracing tracing = Tracing.of("test", settings, environment::get)) {
            return tracing.on();
        }
    }
}
