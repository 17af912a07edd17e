package io.nekoagents.capture.sample;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sample for each action, with the frame that it was decided on and the actions before it. */
final class StepsLayout implements Layout {

    /** A sample is not to grow with the number of those before it. */
    private static final int LONGEST_HISTORY = 50;

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("episode_id", Encoding.STR),
                new Column("task", Encoding.STR),
                new Column("step", Encoding.INT),
                new Column("frame", Encoding.JPEG),
                new Column("frame_id", Encoding.STR),
                new Column("action", Encoding.JSON),
                new Column("target", Encoding.STR),
                new Column("history", Encoding.JSON),
                new Column("mode", Encoding.STR),
                new Column("origin", Encoding.STR),
                new Column("outcome", Encoding.STR),
                new Column("reason", Encoding.STR),
                new Column("captured_at", Encoding.STR),
                new Column("planned_at", Encoding.STR),
                new Column("executed_at", Encoding.STR),
                new Column("screen_w", Encoding.INT),
                new Column("screen_h", Encoding.INT),
                new Column("meta", Encoding.JSON));
    }

    @Override
    public List<Sample> samples(Material material) throws IOException, EpisodeRefusedException {
        Episode episode = material.episode();
        Timeline timeline = Timeline.of(episode.frames(), episode.actions());
        if (timeline.actions().isEmpty()) {
            throw new EpisodeRefusedException("no_actions", "the episode has no action that a frame was seen before");
        }
        Map<Integer, Path> files = frames(material, timeline);
        List<Map<String, @Nullable Object>> history = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (Timeline.Paired paired : timeline.actions()) {
            List<Map<String, @Nullable Object>> before =
                    history.subList(Math.max(0, history.size() - LONGEST_HISTORY), history.size());
            EpisodeFrame frame = episode.frames().get(paired.frame());
            Map<String, @Nullable Object> values = values(episode, paired.action());
            values.put("step", samples.size() + 1);
            values.put("frame", files.get(paired.frame()));
            values.put("frame_id", frame.getFrameId());
            values.put("captured_at", frame.getCapturedAt().toString());
            values.put("history", List.copyOf(before));
            samples.add(new Sample(values));
            history.add(Json.action(paired.action()));
        }
        return samples;
    }

    /** Those frames that an action was decided on, each once. */
    private static Map<Integer, Path> frames(Material material, Timeline timeline)
            throws IOException, EpisodeRefusedException {
        List<Integer> wanted = timeline.actions().stream()
                .map(Timeline.Paired::frame)
                .distinct()
                .sorted()
                .toList();
        Map<Integer, Path> files = new HashMap<>();
        material.frames(wanted.stream().map(material.episode().frames()::get).toList(), (index, _, bytes) -> {
            Path file = material.folder().resolve("frame-" + index + ".jpg");
            Files.write(file, bytes);
            files.put(wanted.get(index), file);
        });
        return files;
    }

    private static Map<String, @Nullable Object> values(Episode episode, EpisodeAction action) {
        EpisodeSubject subject = episode.subject();
        Map<String, @Nullable Object> said = Json.action(action);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("episode_id", episode.id());
        values.put("task", subject.getTaskDescription());
        values.put("action", said);
        values.put("target", Json.raw(action).orElseGet(() -> Json.write(said)));
        values.put("mode", subject.getMode());
        values.put("origin", Meta.origin(action.getOrigin()));
        values.put("outcome", subject.getOutcome());
        values.put("reason", Objects.requireNonNullElse(action.getReason(), ""));
        values.put("planned_at", action.getPlannedAt().toString());
        values.put("executed_at", action.getExecutedAt().toString());
        values.put("screen_w", subject.getScreenWidth());
        values.put("screen_h", subject.getScreenHeight());
        values.put("meta", meta(subject, action));
        return values;
    }

    private static Map<String, @Nullable Object> meta(EpisodeSubject subject, EpisodeAction action) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("task_id", subject.getTaskId());
        meta.put("session_id", subject.getSessionId());
        meta.put("answer", subject.getAnswer());
        meta.put("raw_output", action.getRawOutput());
        meta.put("refinements", action.getRefinements().stream().map(Json::pair).toList());
        return meta;
    }
}
