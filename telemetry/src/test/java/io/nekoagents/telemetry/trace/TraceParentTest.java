package io.nekoagents.telemetry.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {

    private static final String PLACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void isReadAsItIsWritten() {
        Context context = TraceParent.context(PLACE);

        assertThat(TraceParent.in(context)).isTrue();
        assertThat(TraceParent.of(Span.fromContext(context))).contains(PLACE);
        try (Scope _ = TraceParent.context(PLACE.getBytes(UTF_8)).makeCurrent()) {
            assertThat(TraceParent.currentHeader()).contains(PLACE.getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y"
            })
    void whatIsMalformedIsIgnored(String header) {
        assertThat(TraceParent.in(TraceParent.context(header))).isFalse();
        assertThat(TraceParent.in(TraceParent.context(header.getBytes(UTF_8)))).isFalse();
    }

    @Test
    void withoutATraceThereIsNothingToSend() {
        assertThat(TraceParent.in(TraceParent.context((String) null))).isFalse();
        assertThat(TraceParent.currentHeader()).isEmpty();
    }
}
