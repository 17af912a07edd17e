package io.nekoagents.schema.rule;

import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of a task. Each method gives every violation at once, an empty list for a sound command. */
public final class TaskRules {

    public static final int MAX_TASK_CHARACTERS = 8_000;
    public static final int MAX_STEPS = 500;
    public static final int MAX_TIMEOUT_SECONDS = 86_400;
    public static final int MAX_REFINEMENT_STEPS = 10;

    private static final int MAX_URL_CHARACTERS = 2_048;
    private static final Pattern TASK_ID = Pattern.compile("task_[A-Za-z0-9_-]{1,64}");
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern RESOLUTION = Pattern.compile("(\\d{3,4})x(\\d{3,4})");
    static final String RESOLUTION_RULE = "must be WIDTHxHEIGHT between 320x240 and 7680x4320";
    private static final Set<String> CALLBACK_SCHEMES = Set.of("http", "https");
    static final Set<String> PAGE_SCHEMES = Set.of("http", "https", "about");

    private final List<Violation> violations = new ArrayList<>();

    private TaskRules() {}

    /** What is wrong with a submission, its identity included. */
    public static List<Violation> violations(SubmitTask command) {
        TaskRules rules = new TaskRules();
        rules.require("task_id", TASK_ID.matcher(command.getTaskId()).matches(), "must match " + TASK_ID);
        rules.require("tenant", isName(command.getTenant()), "must match " + NAME);
        rules.spec(command.getSpec());
        return List.copyOf(rules.violations);
    }

    /** What is wrong with a specification. */
    public static List<Violation> violations(TaskSpec spec) {
        TaskRules rules = new TaskRules();
        rules.spec(spec);
        return List.copyOf(rules.violations);
    }

    private void spec(TaskSpec spec) {
        require("task", !spec.getTask().isBlank(), "must not be blank");
        int length = spec.getTask().codePointCount(0, spec.getTask().length());
        require("task", length <= MAX_TASK_CHARACTERS, "must have at most " + MAX_TASK_CHARACTERS + " characters");
        require("mode", spec.getMode() != TaskMode.UNKNOWN, "must be web or phone");
        range("max_steps", spec.getMaxSteps(), 1, MAX_STEPS);
        range("timeout", spec.getTimeoutSeconds(), 1, MAX_TIMEOUT_SECONDS);
        address("callback_url", spec.getCallbackUrl(), CALLBACK_SCHEMES);
        options(spec.getOptions());
    }

    private void options(TaskOptions options) {
        range("options.refinement_steps", options.getRefinementSteps(), 0, MAX_REFINEMENT_STEPS);
        resolution(options.getScreenResolution());
        name("options.voice_id", options.getVoiceId());
        name("options.session_id", options.getSessionId());
        address("options.start_url", options.getStartUrl(), PAGE_SCHEMES);
    }

    private void resolution(@Nullable String resolution) {
        if (resolution != null) {
            require("options.screen_resolution", isResolution(resolution), RESOLUTION_RULE);
        }
    }

    static boolean isResolution(String resolution) {
        Matcher matcher = RESOLUTION.matcher(resolution);
        return matcher.matches()
                && within(Integer.parseInt(matcher.group(1)), 320, 7_680)
                && within(Integer.parseInt(matcher.group(2)), 240, 4_320);
    }

    private void address(String field, @Nullable String address, Set<String> schemes) {
        if (address != null) {
            require(
                    field,
                    isAddress(address, schemes),
                    "must be an absolute address with scheme " + schemesOf(schemes));
        }
    }

    static boolean isAddress(String address, Set<String> schemes) {
        if (address.length() > MAX_URL_CHARACTERS) {
            return false;
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            return scheme != null && schemes.contains(scheme) && (uri.getHost() != null || scheme.equals("about"));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    static String schemesOf(Set<String> schemes) {
        return String.join(" or ", schemes.stream().sorted().toList()) + ", of at most " + MAX_URL_CHARACTERS
                + " characters";
    }

    /** Whether a text is the name of a task. */
    public static boolean isTaskId(String text) {
        return TASK_ID.matcher(text).matches();
    }

    /** Whether a text can name a tenant, a session or a voice. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private void name(String field, @Nullable String value) {
        if (value != null) {
            require(field, isName(value), "must match " + NAME);
        }
    }

    private void range(String field, int value, int least, int most) {
        require(field, within(value, least, most), "must be between " + least + " and " + most);
    }

    static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private void require(String field, boolean sound, String message) {
        if (!sound) {
            violations.add(new Violation(field, message));
        }
    }
}
