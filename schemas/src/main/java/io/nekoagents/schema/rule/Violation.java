package io.nekoagents.schema.rule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing wrong with a command.
 *
 * @param field dotted path within the command as REST names it, e.g. {@code options.start_url}
 * @param message for a person: what is allowed
 */
public record Violation(String field, String message) {

    /** All of them, for a person. */
    public static String sentence(List<Violation> violations) {
        return violations.stream()
                .map(each -> each.field() + " " + each.message())
                .collect(Collectors.joining("; "));
    }
}
