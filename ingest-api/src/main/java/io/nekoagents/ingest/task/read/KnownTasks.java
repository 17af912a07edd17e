package io.nekoagents.ingest.task.read;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.KnownTask;
import io.nekoagents.ingest.view.TaskView;
import java.time.Duration;
import java.util.Optional;
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

    /**
     * Another tenant's task is looked for, and waited for, as if it were not there: nothing tells the two apart.
     *
     * @throws ProblemException 404 if the caller's tenant has no such task, 503 if that is not yet known
     */
    public KnownTask require(Caller caller, String taskId) throws InterruptedException {
        Optional<KnownTask> known = find(caller, taskId);
        if (known.isPresent()) {
            return known.get();
        }
        boolean everything = view.awaitCommands(taskId, patience) && view.caughtUp();
        return find(caller, taskId)
                .orElseThrow(() -> everything
                        ? ProblemException.unknownTask(taskId)
                        : ProblemException.unavailable("It is not yet known whether there is a task " + taskId));
    }

    private Optional<KnownTask> find(Caller caller, String taskId) {
        return view.find(taskId).filter(task -> task.tenant().equals(caller.tenant()));
    }
}
