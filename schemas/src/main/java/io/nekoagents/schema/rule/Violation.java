package io.nekoagents.schema.rule;

/**
 * One thing wrong with a command.
 *
 * @param field dotted path within the command as REST names it, e.g. {@code options.start_url}
 * @param message for a person: what is allowed
 */
public record Violation(String field, String message) {}
