package io.nekoagents.ingest.task.steps;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.task.read.KnownTasks;
import io.nekoagents.ingest.task.steps.StepsDocument.Step;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.schema.rule.CountedActions;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StepsController {

    private static final long FROM_THE_BEGINNING = 0;

    private final KnownTasks tasks;
    private final TaskView view;

    StepsController(KnownTasks tasks, TaskView view) {
        this.tasks = tasks;
        this.view = view;
    }

    @GetMapping("/api/v1/tasks/{taskId}/steps")
    StepsDocument steps(Caller caller, @PathVariable String taskId) throws InterruptedException {
        tasks.require(caller, taskId);
        CountedActions counted = new CountedActions();
        view.actions(taskId, FROM_THE_BEGINNING).forEach(entry -> counted.add(entry.value()));
        List<ActionTaken> actions = counted.inOrder();
        Map<String, FrameCaptured> frames = new HashMap<>();
        view.frames(taskId, FROM_THE_BEGINNING)
                .forEach(entry -> frames.put(entry.value().getFrameId(), entry.value()));
        return new StepsDocument(
                taskId,
                actions.stream()
                        .map(action -> Step.of(action, frames.get(action.getFrameId())))
                        .toList());
    }
}
