package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A task as the command line words it. */
final class TaskRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "TASK", description = "What to do, in plain words.")
    private String task = "";

    @Option(names = "--url", paramLabel = "URL", description = "Page to open first.")
    private @Nullable String url;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "web", description = "web or phone (default: web).")
    private String mode = "web";

    @Option(names = "--max-steps", paramLabel = "N", description = "Most actions (default: 10).")
    private @Nullable Integer maxSteps;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Most seconds from the start (default: 300).")
    private @Nullable Integer timeout;

    ObjectNode json() {
        return json(task, url, mode, maxSteps, timeout);
    }

    static ObjectNode json(
            String task, @Nullable String url, String mode, @Nullable Integer maxSteps, @Nullable Integer timeout) {
        ObjectNode request = JSON.createObjectNode().put("task", task).put("mode", mode);
        if (maxSteps != null) {
            request.put("max_steps", maxSteps);
        }
        if (timeout != null) {
            request.put("timeout", timeout);
        }
        if (url != null) {
            request.putObject("options").put("start_url", url);
        }
        return request;
    }
}
