package io.nekoagents.ingest.task.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.TaskSignals.Follower;
import io.nekoagents.ingest.view.TaskView;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Serves the live streams, a bounded number at a time, until the process is to stop. */
@Component
final class LiveStreams {

    private final TaskView view;
    private final ApiSettings settings;
    private final Semaphore places;
    private volatile boolean closing;

    LiveStreams(TaskView view, ApiSettings settings, MeterRegistry meters) {
        this.view = view;
        this.settings = settings;
        this.places = new Semaphore(settings.maxStreams());
        Gauge.builder("neko.api.live.streams", places, each -> settings.maxStreams() - each.availablePermits())
                .description("Live streams that are served now")
                .register(meters);
    }

    TaskStory story(String taskId, StreamPosition position) {
        return new TaskStory(view, taskId, position, settings.readTimeout());
    }

    /** @throws ProblemException 503, if as many streams are served as may be */
    void takePlace() {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("As many live streams are served as may be");
        }
    }

    void leavePlace() {
        places.release();
    }

    /**
     * Writes the story as it goes on, until the task ends or the process stops.
     *
     * @param admitted whether the client may still hear it, asked once a heartbeat
     */
    void tell(String taskId, TaskStory story, BooleanSupplier admitted, Writer out)
            throws IOException, InterruptedException {
        try (Follower follower = view.follow(taskId)) {
            out.write("retry: 2000\n\n");
            long asked = System.nanoTime();
            while (!closing) {
                if (System.nanoTime() - asked > settings.heartbeat().toNanos()) {
                    if (!admitted.getAsBoolean()) {
                        return;
                    }
                    asked = System.nanoTime();
                }
                write(story.next(), out);
                if (story.ended()) {
                    return;
                }
                if (!follower.await(settings.heartbeat())) {
                    // Facts of long ago may be gone from the log: such a task has ended without our hearing of it.
                    if (view.find(taskId).filter(task -> !task.ended()).isEmpty()) {
                        return;
                    }
                    out.write(": alive\n\n");
                }
            }
        }
    }

    private static void write(List<TaskStory.Told> news, Writer out) throws IOException {
        for (TaskStory.Told told : news) {
            out.write("id: " + told.id() + "\nevent: "
                    + RecordJson.name(told.event().value()) + "\ndata: "
                    + RecordJson.of(told.event().value()) + "\n\n");
        }
        out.flush();
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        view.wakeFollowers();
    }
}
