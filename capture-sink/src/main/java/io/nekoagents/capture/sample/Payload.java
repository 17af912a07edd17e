package io.nekoagents.capture.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The stored ZIP file of an episode, written as its frames come in. */
final class Payload {

    /** The same for all, so that the same episode gives the same bytes. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Episode episode;
    private final Timeline timeline;

    Payload(Episode episode, Timeline timeline) {
        this.episode = episode;
        this.timeline = timeline;
    }

    /** Closes what it writes to. */
    void write(Material material, OutputStream to) throws IOException, EpisodeRefusedException {
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            store(zip, "meta.json", Json.write(Meta.of(episode, timeline)).getBytes(UTF_8));
            store(zip, "frames.ndjson", framesIndex().getBytes(UTF_8));
            store(zip, "actions.ndjson", actions().getBytes(UTF_8));
            material.frames(episode.frames(), (index, _, bytes) -> store(zip, name(index), bytes));
        }
    }

    private static String name(int index) {
        return "frames/%06d.jpg".formatted(index);
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(SOME_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private String framesIndex() {
        StringBuilder lines = new StringBuilder();
        List<EpisodeFrame> frames = episode.frames();
        for (int index = 0; index < frames.size(); index++) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("i", index);
            line.put("ts", Json.seconds(timeline.frames().get(index)));
            line.put("file", name(index));
            line.put("frame_id", frames.get(index).getFrameId());
            line.put("origin", Meta.origin(frames.get(index).getOrigin()));
            lines.append(Json.write(line)).append('\n');
        }
        return lines.toString();
    }

    private String actions() {
        StringBuilder lines = new StringBuilder();
        timeline.actions()
                .forEach(action -> lines.append(Json.write(line(action))).append('\n'));
        return lines.toString();
    }

    private static Map<String, @Nullable Object> line(Timeline.Paired paired) {
        EpisodeAction action = paired.action();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("ts", Json.seconds(paired.at()));
        line.put("action", Json.action(action));
        Json.raw(action).ifPresent(raw -> line.put("raw", raw));
        line.put("step", action.getStep());
        line.put("origin", Meta.origin(action.getOrigin()));
        line.put("planned_at", action.getPlannedAt().toString());
        line.put("executed_at", action.getExecutedAt().toString());
        line.put("reason", action.getReason());
        line.put("raw_output", action.getRawOutput());
        line.put("refinements", action.getRefinements().stream().map(Json::pair).toList());
        return line;
    }
}
