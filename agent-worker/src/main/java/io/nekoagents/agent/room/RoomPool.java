package io.nekoagents.agent.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Gives each run a room for itself. Thread-safe. */
public final class RoomPool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final List<NamedRoom> all;
    private final List<NamedRoom> free;

    public RoomPool(List<NamedRoom> rooms) {
        this.all = List.copyOf(rooms);
        this.free = new ArrayList<>(rooms);
    }

    /** @param name what a task's {@code session_id} may ask for */
    public record NamedRoom(String name, Room room) {}

    /** A room held until closed. */
    public final class Held implements AutoCloseable {

        private final NamedRoom held;

        private Held(NamedRoom held) {
            this.held = held;
        }

        public Room room() {
            return held.room();
        }

        public String name() {
            return held.name();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                free.add(held);
                returned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    public List<NamedRoom> all() {
        return all;
    }

    /**
     * Waits for a room.
     *
     * @param name the one room asked for, if any
     * @param address where an earlier run of the task was at work, if any; that room is waited for if it is of this pool
     * @return empty if there is no room of that name
     */
    public Optional<Held> hold(Optional<String> name, Optional<String> address) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<NamedRoom> wanted = wanted(name, address);
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            while (true) {
                for (NamedRoom room : wanted) {
                    if (free.remove(room)) {
                        return Optional.of(new Held(room));
                    }
                }
                returned.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<NamedRoom> wanted(Optional<String> name, Optional<String> address) {
        if (name.isPresent()) {
            return all.stream().filter(room -> room.name().equals(name.get())).toList();
        }
        List<NamedRoom> before = address.stream()
                .flatMap(where ->
                        all.stream().filter(room -> room.room().address().equals(where)))
                .toList();
        return before.isEmpty() ? all : before;
    }
}
