package io.nekoagents.capture.sample;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sample for each episode, with the columns and the ZIP file of the original capture script. */
final class EpisodesLayout implements Layout {

    /** What the payload has beside its frames takes about as much. */
    private static final long WORDS = 16 << 10;

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("episode_id", Encoding.STR),
                new Column("task", Encoding.STR),
                new Column("payload", Encoding.BYTES),
                new Column("num_frames", Encoding.INT),
                new Column("num_actions", Encoding.INT),
                new Column("started_at", Encoding.STR),
                new Column("ended_at", Encoding.STR),
                new Column("screen_w", Encoding.INT),
                new Column("screen_h", Encoding.INT),
                new Column("agent", Encoding.JSON));
    }

    @Override
    public List<Sample> samples(Material material) throws IOException, EpisodeRefusedException {
        Episode episode = material.episode();
        if (episode.frames().isEmpty()) {
            throw new EpisodeRefusedException("no_frames", "the episode has no frame");
        }
        EpisodeSubject subject = episode.subject();
        Timeline timeline = Timeline.of(episode.frames(), episode.actions());
        Spill payload = new Spill(
                material.folder(),
                material.inMemory(),
                WORDS
                        + episode.frames().stream()
                                .mapToLong(EpisodeFrame::getBytes)
                                .sum());
        new Payload(episode, timeline).write(material, payload);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("episode_id", episode.id());
        values.put("task", subject.getTaskDescription());
        values.put("payload", payload.value());
        values.put("num_frames", episode.frames().size());
        values.put("num_actions", timeline.actions().size());
        values.put("started_at", Meta.time(subject.getStartedAt()));
        values.put("ended_at", Meta.time(subject.getEndedAt()));
        values.put("screen_w", subject.getScreenWidth());
        values.put("screen_h", subject.getScreenHeight());
        values.put("agent", Meta.agent(subject));
        return List.of(new Sample(values));
    }
}
