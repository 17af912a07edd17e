package io.nekoagents.agent.frame;

import io.nekoagents.agent.log.EventLog;
import io.nekoagents.agent.room.View;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.topic.Topics;
import java.awt.Dimension;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps a frame and says so in the log. */
public final class FrameRecorder {

    private final FrameStore store;
    private final FrameEncoder encoder;
    private final FrameSettings.Format format;
    private final EventLog log;

    public FrameRecorder(FrameStore store, FrameSettings settings, EventLog log) {
        this.store = store;
        this.encoder = new FrameEncoder(settings);
        this.format = settings.format();
        this.log = log;
    }

    /**
     * Where in a task's history a frame belongs.
     *
     * @param step the action decided on it
     */
    public record Place(String taskId, String runId, int attempt, int step) {

        /** Unique within the task. */
        String frameId() {
            return "a" + attempt + "-s" + step;
        }
    }

    /**
     * Keeps a frame.
     *
     * @return the frame's id
     * @throws FrameStoreException if the store does not take it
     * @throws io.nekoagents.agent.log.LogUnavailableException if the log does not
     */
    public String record(Place place, View view, Dimension screen) {
        byte[] bytes = encoder.encode(view.image());
        String name = place.taskId() + "/" + place.frameId() + "." + format.extension();
        URI uri = store.put(name, bytes, format.mediaType());
        log.append(
                Topics.FRAMES,
                place.taskId(),
                new FrameCaptured(
                        place.taskId(),
                        place.runId(),
                        place.attempt(),
                        place.step(),
                        place.frameId(),
                        uri.toString(),
                        sha256(bytes),
                        (long) bytes.length,
                        format.mediaType(),
                        view.image().getWidth(),
                        view.image().getHeight(),
                        screen.width,
                        screen.height,
                        view.at()));
        return place.frameId();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
