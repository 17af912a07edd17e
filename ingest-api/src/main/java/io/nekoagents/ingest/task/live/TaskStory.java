package io.nekoagents.ingest.task.live;

import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.schema.run.ActionTaken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells what happened to a task since a position: each topic in its own order, all of them together by time. */
final class TaskStory {

    private final TaskView view;
    private final String taskId;
    private final Duration patience;
    private StreamPosition position;
    private boolean ended;
    private int attempt;

    TaskStory(TaskView view, String taskId, StreamPosition position, Duration patience) {
        this.view = view;
        this.taskId = taskId;
        this.position = position;
        this.patience = patience;
        view.actions(taskId, 0).stream()
                .filter(each -> each.offset() < position.actions())
                .forEach(each -> counts(each.value()));
    }

    /** An event and its id. */
    record Told(TaskEvent event, String id) {}

    /** Whether the task's end was told. */
    boolean ended() {
        return ended;
    }

    /** Whether the task's end was told before the position that this story began at. */
    boolean endedBefore() {
        return facts(0).stream().anyMatch(fact -> fact.ends() && fact.offset() < position.facts());
    }

    /** What is new since the last call; the task's end, when it comes, is the last. */
    List<Told> next() throws InterruptedException {
        List<TaskEvent.Fact> facts = untilTheEnd(facts(position.facts()));
        if (!facts.isEmpty() && facts.getLast().ends()) {
            ended = true;
            // What happened before the end may not have been read yet, only the end.
            view.awaitRecords(taskId, patience);
        }
        List<Told> told = new ArrayList<>();
        for (TaskEvent event : merged(facts)) {
            position = event.after(position);
            told.add(new Told(event, position.id()));
        }
        return told;
    }

    private List<HistoryEntry<ActionTaken>> actions() {
        return view.actions(taskId, position.actions()).stream()
                .filter(each -> counts(each.value()))
                .toList();
    }

    /** Not once a record of a later attempt was seen: its worker had lost the task and did not know. */
    private boolean counts(ActionTaken action) {
        attempt = Math.max(attempt, action.getAttempt());
        return action.getAttempt() == attempt;
    }

    private List<TaskEvent.Fact> facts(long from) {
        return view.facts(taskId, from).stream()
                .map(entry -> new TaskEvent.Fact(entry.offset(), entry.value()))
                .toList();
    }

    private static List<TaskEvent.Fact> untilTheEnd(List<TaskEvent.Fact> facts) {
        List<TaskEvent.Fact> until = new ArrayList<>();
        for (TaskEvent.Fact fact : facts) {
            until.add(fact);
            if (fact.ends()) {
                break;
            }
        }
        return until;
    }

    private List<TaskEvent> merged(List<TaskEvent.Fact> facts) {
        List<Queue<TaskEvent>> topics = List.of(
                new ArrayDeque<>(facts),
                queue(actions(), each -> new TaskEvent.Action(each.offset(), each.value())),
                queue(
                        view.frames(taskId, position.frames()),
                        each -> new TaskEvent.Frame(each.offset(), each.value())));
        List<TaskEvent> merged = new ArrayList<>();
        while (true) {
            Stream<Queue<TaskEvent>> waiting = topics.stream().filter(topic -> !topic.isEmpty());
            Queue<TaskEvent> earliest = waiting.min(Comparator.comparing(
                            topic -> Objects.requireNonNull(topic.peek()).at()))
                    .orElse(null);
            if (earliest == null) {
                return merged;
            }
            merged.add(earliest.remove());
        }
    }

    private static <T> Queue<TaskEvent> queue(List<T> entries, Function<T, TaskEvent> event) {
        return entries.stream().map(event).collect(ArrayDeque::new, ArrayDeque::add, ArrayDeque::addAll);
    }
}
