package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.capture.EpisodeTakeover;
import io.nekoagents.schema.capture.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of an episode as a whole. */
final class Meta {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Meta() {}

    /** As the original writes it: UTC, to the second, without saying so. */
    static String time(Instant time) {
        return SECONDS.format(time);
    }

    static String origin(Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> agent(EpisodeSubject subject) {
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("source", "neko-agents");
        agent.put("origin", origin(subject.getOrigin()));
        agent.put("mode", subject.getMode());
        return agent;
    }

    /** The meta.json of a payload. */
    static Map<String, @Nullable Object> of(Episode episode, Timeline timeline) {
        EpisodeSubject subject = episode.subject();
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("episode_id", episode.id());
        meta.put("task", subject.getTaskDescription());
        meta.put("started_at", time(subject.getStartedAt()));
        meta.put("ended_at", time(subject.getEndedAt()));
        meta.put("screen", ordered("width", subject.getScreenWidth(), "height", subject.getScreenHeight()));
        meta.put("num_frames", episode.frames().size());
        meta.put("num_actions", timeline.actions().size());
        meta.put("agent", agent(subject));
        meta.put("task_id", subject.getTaskId());
        meta.put("session_id", subject.getSessionId());
        meta.put("origin", origin(subject.getOrigin()));
        meta.put(
                "takeovers", subject.getTakeovers().stream().map(Meta::takeover).toList());
        meta.put("outcome", subject.getOutcome());
        meta.put("answer", subject.getAnswer());
        meta.put(
                "unpaired_actions",
                timeline.unpaired().stream().map(Json::action).toList());
        meta.put("schema", schema());
        meta.put("tool", "neko-agents");
        meta.put("tool_version", "1");
        return meta;
    }

    private static Map<String, Object> takeover(EpisodeTakeover takeover) {
        return ordered(
                "from", takeover.getFrom().toString(), "to", takeover.getTo().toString());
    }

    private static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("frames", "frames/<NNNNNN>.jpg (JPEG, RGB)");
        schema.put("frames_index", "frames.ndjson (one JSON object a line: i, ts, file)");
        schema.put("actions", "actions.ndjson (one JSON object a line: ts, action, raw where there is one)");
        return schema;
    }

    private static Map<String, Object> ordered(String one, Object first, String other, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(one, first);
        map.put(other, second);
        return map;
    }
}
