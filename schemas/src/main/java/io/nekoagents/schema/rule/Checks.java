package io.nekoagents.schema.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with one command. */
final class Checks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final List<Violation> violations = new ArrayList<>();

    List<Violation> found() {
        return List.copyOf(violations);
    }

    void require(String field, boolean sound, String message) {
        if (!sound) {
            violations.add(new Violation(field, message));
        }
    }

    void matches(String field, String value, Pattern form) {
        require(field, form.matcher(value).matches(), "must match " + form);
    }

    void name(String field, String value) {
        matches(field, value, NAME);
    }

    void nameIfAny(String field, @Nullable String value) {
        if (value != null) {
            name(field, value);
        }
    }

    /** Characters are those people see, not halves of them. */
    void text(String field, String value, int most) {
        require(field, !value.isBlank(), "must not be blank");
        atMost(field, value, most);
    }

    void atMost(String field, String value, int most) {
        require(
                field,
                value.codePointCount(0, value.length()) <= most,
                "must have at most %d characters".formatted(most));
    }

    void range(String field, long value, long least, long most) {
        require(field, value >= least && value <= most, "must be between " + least + " and " + most);
    }

    /** What is no number is in no range. */
    void rangeIfAny(String field, @Nullable Double value, double least, double most) {
        if (value != null) {
            require(field, value >= least && value <= most, "must be between " + least + " and " + most);
        }
    }
}
