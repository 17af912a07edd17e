package io.nekoagents.ingest.task.read;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownTask;
import io.nekoagents.ingest.view.TaskView;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Finds the task that a request speaks of, one that was submitted a moment ago included. */
@Component
public final class KnownTasks {

    private final TaskView view;
    private final Duration patience;

    KnownTasks(TaskView view, ApiSettings settings) {
        this.view = view;
        this.patience = settings.readTimeout();
    }

    /** @throws ProblemException 404 if there is no such task */
    public KnownTask require(String taskId) throws InterruptedException {
        return view.find(taskId, patience).orElseThrow(() -> ProblemException.unknownTask(taskId));
    }
}
