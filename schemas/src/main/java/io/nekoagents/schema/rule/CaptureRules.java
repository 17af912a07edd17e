package io.nekoagents.schema.rule;

import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.Region;
import io.nekoagents.schema.capture.UploadDataset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The limits of capture. Each method gives every violation at once, an empty list for what is sound. */
public final class CaptureRules {

    public static final int MAX_TASK_CHARACTERS = 8_000;
    public static final int MAX_FPS = 60;
    public static final int MAX_MIN_FRAMES = 10_000;
    public static final int MAX_TIMEOUT_SECONDS = 86_400;
    public static final int MAX_URI_CHARACTERS = 2_048;

    /** What the offsets in a shard can name is less than 4 GiB. */
    public static final long MAX_SHARD_BYTES = (1L << 32) - 1;

    public static final long MIN_SHARD_BYTES = 1L << 20;

    private static final Pattern EPISODE_ID = Pattern.compile("ep_[A-Za-z0-9_-]{1,64}");
    private static final Pattern UPLOAD_ID = Pattern.compile("upload_[A-Za-z0-9_-]{1,64}");
    private static final Pattern COMPRESSION =
            Pattern.compile("none|snappy|zstd(:([1-9]|1[0-9]|2[0-2]))?|gz(:[0-9])?|br(:([0-9]|1[01]))?");
    /** What a tenant can have left out of every sample. */
    public static final Set<String> REDACTABLE = Set.of("task", "answer", "value", "said", "reason", "raw_output");

    public static final int MAX_REGIONS = 100;

    private static final Set<String> LAYOUTS = Set.of("episodes", "steps");
    private static final Set<String> HASHES = Set.of("sha1", "sha256", "md5", "xxh64", "xxh3_64");

    private CaptureRules() {}

    /** Whether it could be the id of an episode. */
    public static boolean isEpisodeId(String id) {
        return EPISODE_ID.matcher(id).matches();
    }

    public static List<Violation> violations(RecordEpisode command) {
        Checks checks = new Checks();
        checks.matches("episode_id", command.getEpisodeId(), EPISODE_ID);
        checks.name("tenant", command.getTenant());
        checks.text("task_description", command.getTaskDescription(), MAX_TASK_CHARACTERS);
        checks.name("neko_session_id", command.getSessionId());
        options(checks, command.getOptions());
        return checks.found();
    }

    public static List<Violation> violations(EndEpisode command) {
        Checks checks = new Checks();
        checks.matches("episode_id", command.getEpisodeId(), EPISODE_ID);
        checks.name("tenant", command.getTenant());
        return checks.found();
    }

    /** Where it may go is for each process's own list of places. */
    public static List<Violation> violations(UploadDataset command) {
        Checks checks = new Checks();
        checks.name("dataset_id", command.getDatasetId());
        checks.name("tenant", command.getTenant());
        checks.matches("upload_id", command.getUploadId(), UPLOAD_ID);
        checks.text("remote_uri", command.getRemoteUri(), MAX_URI_CHARACTERS);
        return checks.found();
    }

    public static List<Violation> violations(CaptureConfig config) {
        Checks checks = new Checks();
        checks.name("tenant", config.getTenant());
        options(checks, config.getOptions());
        checks.require(
                "compression",
                COMPRESSION.matcher(config.getCompression()).matches(),
                "must be none, zstd, zstd:1 to zstd:22, gz, gz:0 to gz:9, br, br:0 to br:11, or snappy");
        boolean known = HASHES.containsAll(config.getHashes())
                && new HashSet<>(config.getHashes()).size()
                        == config.getHashes().size();
        checks.require("hashes", known, "must be of sha1, sha256, md5, xxh64, xxh3_64, each once");
        checks.range("shard_size_bytes", config.getShardSizeBytes(), MIN_SHARD_BYTES, MAX_SHARD_BYTES);
        String remote = config.getRemoteUri();
        if (remote != null) {
            checks.text("remote_uri", remote, MAX_URI_CHARACTERS);
        }
        checks.require("layout", LAYOUTS.contains(config.getLayout()), "must be episodes or steps");
        checks.require(
                "redact_fields",
                REDACTABLE.containsAll(config.getRedactFields()),
                "must be of task, answer, value, said, reason, raw_output");
        checks.require(
                "redact_regions",
                config.getRedactRegions().size() <= MAX_REGIONS
                        && config.getRedactRegions().stream().allMatch(CaptureRules::onScreen),
                "must be at most " + MAX_REGIONS + " rectangles within 0 to 1, each of some width and height");
        checks.require("keep_local", config.getKeepLocal() || remote != null, "must be true where nothing is uploaded");
        return checks.found();
    }

    /** Written so that what is not a number is not on it. */
    private static boolean onScreen(Region region) {
        return region.getX() >= 0
                && region.getY() >= 0
                && region.getWidth() > 0
                && region.getHeight() > 0
                && region.getX() + region.getWidth() <= 1
                && region.getY() + region.getHeight() <= 1;
    }

    private static void options(Checks checks, CaptureOptions options) {
        checks.range("capture_options.fps", options.getFps(), 1, MAX_FPS);
        checks.range("capture_options.jpeg_quality", options.getJpegQuality(), 1, 100);
        checks.range("capture_options.min_frames", options.getMinFrames(), 1, MAX_MIN_FRAMES);
        checks.range("capture_options.timeout_seconds", options.getTimeoutSeconds(), 1, MAX_TIMEOUT_SECONDS);
    }
}
