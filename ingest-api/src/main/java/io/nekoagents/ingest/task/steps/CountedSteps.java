package io.nekoagents.ingest.task.steps;

import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.schema.rule.CountedActions;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps of a task that count, and the frames they were decided on. */
@Component
public final class CountedSteps {

    private static final long FROM_THE_BEGINNING = 0;

    private final TaskView view;

    CountedSteps(TaskView view) {
        this.view = view;
    }

    List<ActionTaken> of(String taskId) {
        CountedActions counted = new CountedActions();
        view.actions(taskId, FROM_THE_BEGINNING).forEach(entry -> counted.add(entry.value()));
        return counted.inOrder();
    }

    /** By frame id. */
    Map<String, FrameCaptured> frames(String taskId) {
        Map<String, FrameCaptured> frames = new HashMap<>();
        view.frames(taskId, FROM_THE_BEGINNING)
                .forEach(entry -> frames.put(entry.value().getFrameId(), entry.value()));
        return frames;
    }

    /** Empty if there is no such step, or no frame of it was kept. */
    public Optional<FrameCaptured> frameOf(String taskId, int step) {
        return of(taskId).stream()
                .filter(action -> action.getStep() == step)
                .map(ActionTaken::getFrameId)
                .filter(Objects::nonNull)
                .findFirst()
                .map(frames(taskId)::get);
    }
}
