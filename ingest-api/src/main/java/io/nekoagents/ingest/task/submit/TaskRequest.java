package io.nekoagents.ingest.task.submit;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskPriority;
import io.nekoagents.schema.task.TaskSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as a client words it; what is left out takes the schema's default. */
record TaskRequest(
        @Nullable String task,
        @Nullable String mode,
        @Nullable Integer maxSteps,
        @Nullable Integer timeout,
        @Nullable String callbackUrl,
        @Nullable String priority,
        @Nullable Options options) {

    record Options(
            @Nullable String screenResolution,
            @Nullable Boolean saveScreenshots,
            @Nullable Integer refinementSteps,
            @Nullable Boolean enableCapture,
            @Nullable Boolean enableTts,
            @Nullable String voiceId,
            @Nullable String startUrl,
            @Nullable String sessionId) {

        TaskOptions wanted() {
            TaskOptions.Builder wanted = TaskOptions.newBuilder()
                    .setScreenResolution(screenResolution)
                    .setVoiceId(voiceId)
                    .setStartUrl(startUrl)
                    .setSessionId(sessionId);
            Optional.ofNullable(saveScreenshots).ifPresent(wanted::setSaveScreenshots);
            Optional.ofNullable(refinementSteps).ifPresent(wanted::setRefinementSteps);
            Optional.ofNullable(enableCapture).ifPresent(wanted::setEnableCapture);
            Optional.ofNullable(enableTts).ifPresent(wanted::setEnableTts);
            return wanted.build();
        }
    }

    /** Not yet checked against the rules. */
    TaskSpec spec() {
        TaskSpec.Builder spec =
                TaskSpec.newBuilder().setTask(task == null ? "" : task).setCallbackUrl(callbackUrl);
        Optional.ofNullable(mode).map(TaskRequest::modeOf).ifPresent(spec::setMode);
        Optional.ofNullable(maxSteps).ifPresent(spec::setMaxSteps);
        Optional.ofNullable(timeout).ifPresent(spec::setTimeoutSeconds);
        Optional.ofNullable(options).map(Options::wanted).ifPresent(spec::setOptions);
        Optional.ofNullable(priority).map(TaskRequest::priorityOf).ifPresent(spec::setPriority);
        return spec.build();
    }

    private static TaskPriority priorityOf(String priority) {
        return switch (priority) {
            case "low" -> TaskPriority.LOW;
            case "normal" -> TaskPriority.NORMAL;
            case "high" -> TaskPriority.HIGH;
            default -> throw ProblemException.unreadable("priority", "must be low, normal or high");
        };
    }

    private static TaskMode modeOf(String mode) {
        return switch (mode) {
            case "web" -> TaskMode.WEB;
            case "phone" -> TaskMode.PHONE;
            default -> TaskMode.UNKNOWN;
        };
    }
}
