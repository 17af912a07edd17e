package io.nekoagents.local.replay;

import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which episodes of a span are wanted: those that every term, {@code KEY=VALUE}, is true of. */
public final class Wanted {

    private static final String LABEL = "label.";
    private static final Set<String> KEYS =
            Set.of("tenant", "episode_id", "task_id", "session_id", "mode", "origin", "outcome", "end");

    private final List<Predicate<EpisodeFinished>> terms = new ArrayList<>();

    private Wanted() {}

    /**
     * @param terms of the keys tenant, episode_id, task_id, session_id, mode, origin, outcome, end, and label.NAME
     * @throws IllegalArgumentException naming the term that is not understood
     */
    public static Wanted where(List<String> terms) {
        Wanted wanted = new Wanted();
        terms.forEach(term -> wanted.terms.add(parse(term)));
        return wanted;
    }

    boolean includes(EpisodeFinished episode) {
        return terms.stream().allMatch(term -> term.test(episode));
    }

    private static Predicate<EpisodeFinished> parse(String term) {
        int equals = term.indexOf('=');
        String key = equals < 0 ? term : term.substring(0, equals);
        boolean known = KEYS.contains(key) || (key.startsWith(LABEL) && key.length() > LABEL.length());
        if (equals < 0 || !known) {
            throw new IllegalArgumentException("--where " + term
                    + " must be KEY=VALUE; KEY is tenant, episode_id, task_id, session_id, mode, origin, outcome, end,"
                    + " or label.NAME");
        }
        String value = term.substring(equals + 1);
        return episode -> value.equals(valueOf(episode, key));
    }

    private static @Nullable String valueOf(EpisodeFinished episode, String key) {
        EpisodeSubject subject = episode.getSubject();
        return switch (key) {
            case "tenant" -> episode.getTenant();
            case "episode_id" -> episode.getEpisodeId();
            case "end" -> lower(episode.getEnd());
            default -> subject == null ? null : valueOf(subject, key);
        };
    }

    private static @Nullable String valueOf(EpisodeSubject subject, String key) {
        return switch (key) {
            case "task_id" -> subject.getTaskId();
            case "session_id" -> subject.getSessionId();
            case "mode" -> subject.getMode();
            case "origin" -> lower(subject.getOrigin());
            case "outcome" -> subject.getOutcome();
            default -> subject.getLabels().get(key.substring(LABEL.length()));
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
