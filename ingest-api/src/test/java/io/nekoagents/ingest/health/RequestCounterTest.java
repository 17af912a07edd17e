package io.nekoagents.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

final class RequestCounterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestCounter counter = new RequestCounter(meters);

    @Test
    void countsByRouteNotByPath() throws Exception {
        handle("GET", "/api/v1/tasks/{taskId}", 200);
        handle("GET", "/api/v1/tasks/{taskId}", 200);

        assertThat(requests("GET", "/api/v1/tasks/{taskId}", "200")).isEqualTo(2);
    }

    @Test
    void whatNobodyHandledOrIsNoMethodDoesNotMakeLabelsOfItsOwn() throws Exception {
        handle("BREW", null, 401);

        assertThat(requests("OTHER", "none", "401")).isEqualTo(1);
    }

    @Test
    void whatFailsIsCountedAsFailed() {
        FilterChain failing = (_, _) -> {
            throw new ServletException("broken");
        };

        assertThatThrownBy(() -> counter.doFilter(
                        new MockHttpServletRequest("GET", "/x"), new MockHttpServletResponse(), failing))
                .isInstanceOf(ServletException.class);
        assertThat(requests("GET", "none", "500")).isEqualTo(1);
    }

    private double requests(String method, String route, String status) {
        return meters.get("neko.api.requests")
                .tags("method", method, "route", route, "status", status)
                .counter()
                .count();
    }

    private void handle(String method, @Nullable String route, int status) throws ServletException, IOException {
        counter.doFilter(
                new MockHttpServletRequest(method, "/some/path"),
                new MockHttpServletResponse(),
                (request, response) -> {
                    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route);
                    ((MockHttpServletResponse) response).setStatus(status);
                });
    }
}
