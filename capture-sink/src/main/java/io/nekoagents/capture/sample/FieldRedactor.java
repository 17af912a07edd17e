package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out the fields that the configuration names, and with each of them what may repeat it: a person's or a model's own
 * words are free, and what a task answers is the value of its last action.
 */
final class FieldRedactor implements Redactor {

    /** What a task answers is the value of these. */
    private static final Set<String> ANSWERS = Set.of("ANSWER", "DONE");

    private static final Map<String, List<String>> REPEATED_IN = Map.of(
            "task", List.of("reason", "raw_output", "said"),
            "answer", List.of("reason", "raw_output", "said"),
            "value", List.of("answer", "reason", "raw_output", "said"),
            "reason", List.of("raw_output", "said"),
            "said", List.of("raw_output", "said"),
            "raw_output", List.of("raw_output"));

    @Override
    public Episode words(Episode episode, CaptureConfig config) {
        Fields secret = new Fields(Set.copyOf(config.getRedactFields()));
        if (secret.named().isEmpty()) {
            return episode;
        }
        EpisodeSubject.Builder subject = EpisodeSubject.newBuilder(episode.subject());
        if (secret.has("task")) {
            subject.setTaskDescription("");
        }
        if (secret.has("answer")) {
            subject.setAnswer(null);
        }
        return new Episode(
                episode.id(),
                episode.tenant(),
                subject.build(),
                episode.frames(),
                episode.actions().stream().map(action -> action(action, secret)).toList());
    }

    private static EpisodeAction action(EpisodeAction action, Fields secret) {
        EpisodeAction.Builder redacted = EpisodeAction.newBuilder(action);
        boolean answers = ANSWERS.contains(action.getAction().strip().toUpperCase(Locale.ROOT)) && secret.has("answer");
        if (secret.has("value") || answers) {
            redacted.setValue(null);
        }
        if (secret.has("said")) {
            redacted.setSaid(null);
        }
        if (secret.has("reason")) {
            redacted.setReason(null);
        }
        if (secret.has("raw_output")) {
            redacted.setRawOutput(null);
        }
        return redacted.build();
    }

    private record Fields(Set<String> named) {

        boolean has(String field) {
            return named.contains(field)
                    || named.stream()
                            .anyMatch(each ->
                                    REPEATED_IN.getOrDefault(each, List.of()).contains(field));
        }
    }
}
