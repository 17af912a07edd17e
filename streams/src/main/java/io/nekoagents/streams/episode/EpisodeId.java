package io.nekoagents.streams.episode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.rule.CaptureRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the episode of a task is called. */
public final class EpisodeId {

    private static final String EPISODE = "ep_";
    private static final String TASK = "task_";
    private static final int DIGITS = 32;

    private EpisodeId() {}

    /** The task's own id with another prefix; an id of any other form is hashed. */
    public static String ofTask(String taskId) {
        if (taskId.startsWith(TASK)) {
            String id = EPISODE + taskId.substring(TASK.length());
            if (CaptureRules.isEpisodeId(id)) {
                return id;
            }
        }
        return EPISODE + sha256(taskId).substring(0, DIGITS);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
