package io.nekoagents.ingest.task.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.CallerOf;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.task.read.KnownTasks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class LiveController {

    private static final Logger LOG = LoggerFactory.getLogger(LiveController.class);
    private static final String LAST_SEEN = "Last-Event-ID";

    private final KnownTasks tasks;
    private final LiveStreams streams;

    LiveController(KnownTasks tasks, LiveStreams streams) {
        this.tasks = tasks;
        this.streams = streams;
    }

    /** Keeps its thread, a virtual one, for as long as the stream lasts. 204 tells a client that it has seen the end. */
    @GetMapping("/api/v1/tasks/{taskId}/events")
    void follow(
            Caller caller,
            @PathVariable String taskId,
            @RequestHeader(name = LAST_SEEN, required = false) @Nullable String lastSeen,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        tasks.require(caller, taskId);
        TaskStory story = streams.story(taskId, position(lastSeen));
        if (story.endedBefore()) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        streams.takePlace();
        try {
            streams.tell(taskId, story, CallerOf.stillAdmitted(request), open(response));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue(LogKeys.TASK_ID, taskId).setCause(e).log("A client left its live stream");
        } finally {
            streams.leavePlace();
        }
    }

    private static StreamPosition position(@Nullable String lastSeen) {
        return lastSeen == null
                ? StreamPosition.BEGINNING
                : StreamPosition.parse(lastSeen)
                        .orElseThrow(() -> ProblemException.unreadable(LAST_SEEN, "must be the id of an event"));
    }

    private static Writer open(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        // Not the response's own writer: that one never tells that the client is gone.
        return new OutputStreamWriter(response.getOutputStream(), UTF_8);
    }
}
