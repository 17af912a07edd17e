package io.nekoagents.ingest.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem document where no controller is at work yet. */
@Component
public final class ProblemWriter {

    private final JsonMapper json;
    private final MeterRegistry meters;

    ProblemWriter(JsonMapper json, MeterRegistry meters) {
        this.json = json;
        this.meters = meters;
    }

    public void write(ProblemException refusal, HttpServletResponse response) throws IOException {
        Counter.builder("neko.api.refusals")
                .description("Requests refused at the door, before their path was looked at")
                .tag("status", Integer.toString(refusal.status().value()))
                .register(meters)
                .increment();
        response.setStatus(refusal.status().value());
        refusal.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(refusal.problem()));
    }
}
