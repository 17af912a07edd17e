package io.nekoagents.agent.policy.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The instructions of a task, in order.
 *
 * @param steps at least one
 */
record Script(List<Step> steps) {

    private static final Pattern BETWEEN = Pattern.compile(
            "(?i)\\s*(?:[\\n;]|,(?=\\s|$)|(?<!(?:^|\n)[ \t]{0,8}\\d{1,3})[.!](?=\\s|$)|\\s(?:and\\s+then|and|then|after\\s+that)\\s)\\s*");
    private static final Pattern DRESSING = Pattern.compile(
            "(?i)^(?:(?:\\d+\\s*[.):]|[-*•]|(?:please|now|next|first|finally|lastly|also|and|then)\\b,?)\\s*)+|\\s+(?:please|now)$");

    /** @param words as they stand in the task */
    record Step(Instruction instruction, String words) {}

    Script {
        steps = List.copyOf(steps);
    }

    /** @throws NotUnderstoodException if any of it is no instruction, before anything is done */
    static Script of(String task) throws NotUnderstoodException {
        QuotedText quoted = QuotedText.of(task.strip());
        List<Step> steps = new ArrayList<>();
        for (String part : BETWEEN.split(" " + quoted.text() + " ")) {
            String clause = DRESSING.matcher(part.strip()).replaceAll("").strip();
            if (!clause.isEmpty()) {
                String words = quoted.restored(clause);
                Instruction instruction = Grammar.read(clause, quoted)
                        .orElseThrow(
                                () -> new NotUnderstoodException(
                                        "This part of the task is no instruction: \"" + words
                                                + "\". Instructions are such as: open URL, click \"text\", type \"text\" into \"label\","
                                                + " press Enter, scroll down until \"text\", wait for \"text\", read \"label\""));
                steps.add(new Step(instruction, words));
            }
        }
        if (steps.isEmpty()) {
            throw new NotUnderstoodException("The task has no words");
        }
        return new Script(steps);
    }

    int size() {
        return steps.size();
    }
}
