package io.nekoagents.agent.run;

import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.session.SessionBook;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.WorkRoom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Finds each run its room: one of the pool, or the one that the queue record names, which may be in the pool of another
 * worker and is then entered for this run alone.
 */
final class Lodgings {

    /** The dispatcher knows of a session's opening a moment earlier. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RoomPool pool;
    private final RoomDoor door;
    private final SessionBook sessions;
    private final TaskStates tasks;
    private final IntFunction<Duration> waiting;

    /** @param waiting how long a task waits here while every room that would do is kept for a session, by its delivery */
    Lodgings(RoomPool pool, RoomDoor door, SessionBook sessions, TaskStates tasks, IntFunction<Duration> waiting) {
        this.pool = pool;
        this.door = door;
        this.sessions = sessions;
        this.tasks = tasks;
        this.waiting = waiting;
    }

    /** @param delivery how often the task has been delivered */
    Stay find(QueuedTask task, int delivery) throws InterruptedException {
        WorkRoom sent = task.getRoom();
        Duration patience = waiting.apply(delivery);
        if (sent == null) {
            return ofPool(task, patience);
        }
        String session = sent.getSessionId();
        return session == null ? named(sent, patience) : session(session, sent);
    }

    /** No run waits any longer for a room that is kept for a session. */
    void hurry() {
        pool.hurry();
    }

    private Stay ofPool(QueuedTask task, Duration patience) throws InterruptedException {
        Optional<String> name = Optional.ofNullable(task.getSpec().getOptions().getSessionId());
        Optional<String> before =
                tasks.lastKnown(task.getTaskId()).map(TaskState::getRoom).filter(room -> !room.isEmpty());
        boolean known = name.isEmpty()
                || pool.all().stream().anyMatch(room -> room.name().equals(name.get()));
        if (!known) {
            return nowhere("no_such_session", "No room of this pool is called \"" + name.get() + "\"", false);
        }
        return pool.hold(name, before, patience).map(Lodgings::in).orElseGet(() -> Stay.at(new Place.Elsewhere()));
    }

    /** The task asks for a room by its name: the one of the record, or else one of that name that is here. */
    private Stay named(WorkRoom sent, Duration patience) throws InterruptedException {
        if (pool.has(sent.getAddress())) {
            return pool.holdAt(sent.getAddress(), patience)
                    .map(Lodgings::in)
                    .orElseGet(() -> Stay.at(new Place.Elsewhere()));
        }
        Optional<RoomPool.Held> here = pool.hold(Optional.of(sent.getName()), Optional.empty());
        return here.isPresent() ? in(here.get()) : entered(sent);
    }

    private Stay session(String id, WorkRoom sent) throws InterruptedException {
        if (!pool.has(sent.getAddress())) {
            return ended(id).orElseGet(() -> entered(sent));
        }
        Optional<Stay> ended = ended(id);
        if (ended.isPresent()) {
            return ended.get();
        }
        Optional<RoomPool.Held> held = pool.holdFor(id, sent.getAddress());
        return held.isPresent()
                ? in(held.get())
                : nowhere("room_unavailable", "The room " + sent.getAddress() + " is not kept for the session", true);
    }

    /** Why the session's tasks cannot run: a record can be taken after its session has ended. */
    private Optional<Stay> ended(String id) throws InterruptedException {
        Optional<SessionState> known = sessions.settled(id, PATIENCE);
        if (known.isEmpty()) {
            return Optional.of(nowhere("room_unavailable", "The session " + id + " is not known here yet", true));
        }
        if (known.get().getStatus() != SessionStatus.CLOSED) {
            return Optional.empty();
        }
        Failure failure = known.get().getFailure();
        return Optional.of(
                failure == null
                        ? nowhere("session_closed", "The session " + id + " has ended", false)
                        : Stay.at(new Place.Nowhere(failure)));
    }

    private Stay entered(WorkRoom sent) {
        Optional<String> credentials = Optional.ofNullable(sent.getCredentials());
        Optional<RoomDoor.OpenRoom> room = door.open(sent.getAddress(), credentials);
        return room.map(open -> new Stay(new Place.In(open), open::close))
                .orElseGet(() -> nowhere(
                        "unknown_credentials",
                        "This worker has no credentials \"" + credentials.orElse("") + "\"",
                        true));
    }

    private static Stay in(RoomPool.Held held) {
        return new Stay(new Place.In(held.room()), held::close);
    }

    private static Stay nowhere(String code, String message, boolean retryable) {
        return Stay.at(new Place.Nowhere(new Failure(code, message, retryable)));
    }
}
