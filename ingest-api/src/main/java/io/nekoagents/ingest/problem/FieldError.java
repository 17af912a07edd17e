package io.nekoagents.ingest.problem;

import io.nekoagents.schema.rule.Violation;

/**
 * What is wrong with one field of a request.
 *
 * @param field dotted path, as REST names it
 * @param message for a person: what is allowed
 */
public record FieldError(String field, String message) {

    static FieldError of(Violation violation) {
        return new FieldError(violation.field(), violation.message());
    }
}
