package io.nekoagents.ingest.task.steps;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.task.read.KnownTasks;
import io.nekoagents.ingest.task.steps.StepsDocument.Step;
import io.nekoagents.schema.run.FrameCaptured;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StepsController {

    private final KnownTasks tasks;
    private final CountedSteps steps;

    StepsController(KnownTasks tasks, CountedSteps steps) {
        this.tasks = tasks;
        this.steps = steps;
    }

    @GetMapping("/api/v1/tasks/{taskId}/steps")
    StepsDocument steps(Caller caller, @PathVariable String taskId) throws InterruptedException {
        tasks.require(caller, taskId);
        Map<String, FrameCaptured> frames = steps.frames(taskId);
        return new StepsDocument(
                taskId,
                steps.of(taskId).stream()
                        .map(action -> Step.of(action, frames.get(action.getFrameId())))
                        .toList());
    }
}
