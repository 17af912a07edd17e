package io.nekoagents.schema.rule;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of a session. Each method gives every violation at once, an empty list for a sound command. */
public final class SessionRules {

    public static final int MIN_IDLE_SECONDS = 10;
    public static final int MAX_IDLE_SECONDS = 86_400;

    private static final int MAX_NAME_CHARACTERS = 100;
    private static final Pattern SESSION_ID = Pattern.compile("sess_[A-Za-z0-9_-]{1,64}");
    private static final Pattern CREDENTIALS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\u2028\\u2029]*");

    private final List<Violation> violations = new ArrayList<>();

    private SessionRules() {}

    /** Whether a task that asks for it asks for a session, and not for a room by its name. */
    public static boolean isSessionId(String text) {
        return SESSION_ID.matcher(text).matches();
    }

    /** What is wrong with a command, its identity included. */
    public static List<Violation> violations(OpenSession command) {
        SessionRules rules = new SessionRules();
        rules.require("session_id", isSessionId(command.getSessionId()), "must match " + SESSION_ID);
        rules.require("tenant", TaskRules.isName(command.getTenant()), "must match " + TaskRules.NAME);
        rules.spec(command.getSpec());
        return List.copyOf(rules.violations);
    }

    /** What is wrong with what is wanted. */
    public static List<Violation> violations(SessionSpec spec) {
        SessionRules rules = new SessionRules();
        rules.spec(spec);
        return List.copyOf(rules.violations);
    }

    /** What is wanted, less what breaks a rule: each field of it has a bounded size. */
    public static SessionSpec soundPartOf(SessionSpec spec) {
        SessionSpec.Builder sound = SessionSpec.newBuilder(spec);
        for (Violation violation : violations(spec)) {
            switch (violation.field()) {
                case "name" -> sound.clearName();
                case "start_url" -> sound.clearStartUrl();
                case "screen_resolution" -> sound.clearScreenResolution();
                case "idle_timeout" -> sound.clearIdleTimeoutSeconds();
                case "credentials" -> sound.clearCredentials();
                case "room" -> sound.clearRoom();
                default -> throw new IllegalStateException("No field of a session: " + violation.field());
            }
        }
        return sound.build();
    }

    private void spec(SessionSpec spec) {
        name(spec.getName());
        String page = spec.getStartUrl();
        require(
                "start_url",
                page == null || TaskRules.isAddress(page, TaskRules.PAGE_SCHEMES),
                "must be an absolute address with scheme " + TaskRules.schemesOf(TaskRules.PAGE_SCHEMES));
        String resolution = spec.getScreenResolution();
        require(
                "screen_resolution",
                resolution == null || TaskRules.isResolution(resolution),
                TaskRules.RESOLUTION_RULE);
        require(
                "idle_timeout",
                TaskRules.within(spec.getIdleTimeoutSeconds(), MIN_IDLE_SECONDS, MAX_IDLE_SECONDS),
                "must be between " + MIN_IDLE_SECONDS + " and " + MAX_IDLE_SECONDS);
        matches("credentials", spec.getCredentials(), CREDENTIALS);
        matches("room", spec.getRoom(), TaskRules.NAME);
    }

    private void name(@Nullable String name) {
        boolean sound = name == null
                || (!name.isBlank()
                        && name.codePointCount(0, name.length()) <= MAX_NAME_CHARACTERS
                        && ONE_LINE.matcher(name).matches());
        require("name", sound, "must have 1 to " + MAX_NAME_CHARACTERS + " characters on one line");
    }

    private void matches(String field, @Nullable String value, Pattern pattern) {
        require(field, value == null || pattern.matcher(value).matches(), "must match " + pattern);
    }

    private void require(String field, boolean sound, String message) {
        if (!sound) {
            violations.add(new Violation(field, message));
        }
    }
}
