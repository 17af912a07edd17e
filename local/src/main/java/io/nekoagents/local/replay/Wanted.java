package io.nekoagents.local.replay;

import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.streams.episode.EpisodeAssembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which episodes of a span are wanted: those that every term, {@code KEY=VALUE}, is true of. */
public final class Wanted {

    private static final Set<String> KEYS =
            Set.of("tenant", "episode_id", "task_id", "session_id", "mode", "origin", "outcome", "end");

    private final List<Term> terms;
    private final boolean uncaptured;

    private Wanted(List<Term> terms, boolean uncaptured) {
        this.terms = List.copyOf(terms);
        this.uncaptured = uncaptured;
    }

    private record Term(String key, String value) {

        /** Undecided where what it is about is not known. */
        boolean excludes(Optional<String> known) {
            return known.isPresent() && !known.get().equals(value);
        }
    }

    /**
     * @param terms of the keys tenant, episode_id, task_id, session_id, mode, origin, outcome and end
     * @param uncaptured whether tasks are wanted, too, that did not ask to be captured
     * @throws IllegalArgumentException naming the term that is not understood
     */
    public static Wanted where(List<String> terms, boolean uncaptured) {
        List<Term> parsed = new ArrayList<>();
        terms.forEach(term -> parsed.add(parse(term)));
        return new Wanted(parsed, uncaptured);
    }

    private static Term parse(String term) {
        int equals = term.indexOf('=');
        String key = equals < 0 ? term : term.substring(0, equals);
        if (equals < 0 || !KEYS.contains(key)) {
            throw new IllegalArgumentException(
                    "--where " + term
                            + " must be KEY=VALUE; KEY is tenant, episode_id, task_id, session_id, mode, origin, outcome or end");
        }
        return new Term(key, term.substring(equals + 1));
    }

    /**
     * A task that begins.
     *
     * @param captured whether it asks for that
     */
    record Task(String taskId, String tenant, boolean captured) {}

    boolean includes(TaskSubmitted fact) {
        return includes(new Task(fact.getTaskId(), fact.getTenant(), EpisodeAssembly.asked(fact)));
    }

    /** Whether the episode of a task may be wanted, as far as that can be said before it ends. */
    boolean includes(Task task) {
        return (uncaptured || task.captured())
                && terms.stream().noneMatch(term -> term.excludes(valueOf(task, term.key())));
    }

    boolean includes(EpisodeFinished episode) {
        return terms.stream().allMatch(term -> term.value().equals(valueOf(episode, term.key())));
    }

    private static Optional<String> valueOf(Task task, String key) {
        return switch (key) {
            case "tenant" -> Optional.of(task.tenant());
            case "task_id" -> Optional.of(task.taskId());
            default -> Optional.empty();
        };
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
            default -> null;
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
