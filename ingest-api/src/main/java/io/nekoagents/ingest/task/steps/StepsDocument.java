package io.nekoagents.ingest.task.steps;

import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.Point;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a task did, by step. */
record StepsDocument(String taskId, List<Step> steps) {

    /**
     * @param positions each as x and y, 0 to 1 from the screen's left upper corner
     * @param frame the one the policy decided on, null where none is kept
     */
    record Step(
            int step,
            int attempt,
            String runId,
            String action,
            @Nullable String value,
            List<List<Double>> positions,
            String outcome,
            @Nullable String reason,
            @Nullable String rawOutput,
            List<List<Double>> refinements,
            int screenWidth,
            int screenHeight,
            Instant plannedAt,
            Instant executedAt,
            @Nullable Frame frame) {

        static Step of(ActionTaken action, @Nullable FrameCaptured frame) {
            return new Step(
                    action.getStep(),
                    action.getAttempt(),
                    action.getRunId(),
                    action.getAction(),
                    action.getValue(),
                    pairs(action.getPositions()),
                    action.getOutcome().name().toLowerCase(Locale.ROOT),
                    action.getReason(),
                    action.getRawOutput(),
                    pairs(action.getRefinements()),
                    action.getScreenWidth(),
                    action.getScreenHeight(),
                    action.getPlannedAt(),
                    action.getExecutedAt(),
                    frame == null ? null : Frame.of(frame));
        }

        private static List<List<Double>> pairs(List<Point> points) {
            return points.stream()
                    .map(point -> List.of(point.getX(), point.getY()))
                    .toList();
        }
    }

    /** A picture of the room, in the frame store. */
    record Frame(
            String frameId,
            String uri,
            String sha256,
            long bytes,
            String mediaType,
            int width,
            int height,
            Instant capturedAt) {

        static Frame of(FrameCaptured frame) {
            return new Frame(
                    frame.getFrameId(),
                    frame.getUri(),
                    frame.getSha256(),
                    frame.getBytes(),
                    frame.getMediaType(),
                    frame.getWidth(),
                    frame.getHeight(),
                    frame.getCapturedAt());
        }
    }
}
