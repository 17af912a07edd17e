package io.nekoagents.agent.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gives each run a room for itself. A room that is kept for a session is given to its runs alone, from the moment on that
 * the run that may be in it has left. Thread-safe.
 */
public final class RoomPool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final List<NamedRoom> all;
    private final List<NamedRoom> free;
    private final Map<NamedRoom, Keeping> kept = new HashMap<>();
    private boolean hurried;

    public RoomPool(List<NamedRoom> rooms) {
        this.all = List.copyOf(rooms);
        this.free = new ArrayList<>(rooms);
    }

    /** @param name what a task's {@code session_id} may ask for */
    public record NamedRoom(String name, Room room) {}

    /** @param room as the session's runs see it */
    private record Keeping(String sessionId, Room room) {}

    /** A room held until closed. */
    public final class Held implements AutoCloseable {

        private final NamedRoom held;
        private final Room room;

        private Held(NamedRoom held, Room room) {
            this.held = held;
            this.room = room;
        }

        public Room room() {
            return room;
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

    /** From now on the room at the address is for this session alone. */
    public void keep(String address, String sessionId) {
        change(() -> at(address).forEach(room -> kept.put(room, new Keeping(sessionId, room.room()))));
    }

    /** The session sees the room at the address through another connection than the pool's, while it is kept for it. */
    public void seenThrough(String address, String sessionId, Room connection) {
        change(() -> at(address)
                .forEach(room -> kept.computeIfPresent(
                        room,
                        (_, keeping) ->
                                keeping.sessionId().equals(sessionId) ? new Keeping(sessionId, connection) : keeping)));
    }

    /** The room at the address is for everybody again. */
    public void letGo(String address) {
        change(() -> at(address).forEach(kept::remove));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a room of this pool is at the address. */
    public boolean has(String address) {
        return !at(address).isEmpty();
    }

    /**
     * Waits for a room that is kept for no session.
     *
     * @param name the one room asked for, if any
     * @param address where an earlier run of the task was at work, if any; that room is waited for if it is of this pool
     * @return empty if there is no room of that name, or every room that would do is kept for a session
     */
    public Optional<Held> hold(Optional<String> name, Optional<String> address) throws InterruptedException {
        return hold(name, address, Duration.ZERO);
    }

    /**
     * As {@link #hold(Optional, Optional)}, but where every room that would do is kept for a session, one is waited for.
     *
     * @param patience how long at most, for one to be let go of
     */
    public Optional<Held> hold(Optional<String> name, Optional<String> address, Duration patience)
            throws InterruptedException {
        return hold(() -> wanted(name, address), patience);
    }

    /**
     * Waits for the room at an address, while it is kept for no session.
     *
     * @param patience how long at most it is waited for while it is kept
     * @return empty if it is not of this pool, or kept
     */
    public Optional<Held> holdAt(String address, Duration patience) throws InterruptedException {
        return hold(() -> unkept(at(address)), patience);
    }

    /** Ends every wait for a room that is kept to be let go of, now and later. */
    public void hurry() {
        change(() -> hurried = true);
    }

    /** Waits for the room at an address, while it is kept for this session; empty if it is not of this pool, or not kept. */
    public Optional<Held> holdFor(String sessionId, String address) throws InterruptedException {
        return hold(
                () -> at(address).stream()
                        .filter(room -> {
                            Keeping keeping = kept.get(room);
                            return keeping != null && keeping.sessionId().equals(sessionId);
                        })
                        .toList(),
                Duration.ZERO);
    }

    private Optional<Held> hold(Supplier<List<NamedRoom>> wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            for (List<NamedRoom> rooms = wanted.get();
                    !rooms.isEmpty() || (left > 0 && !hurried);
                    rooms = wanted.get()) {
                for (NamedRoom room : rooms) {
                    if (free.remove(room)) {
                        Keeping keeping = kept.get(room);
                        return Optional.of(new Held(room, keeping == null ? room.room() : keeping.room()));
                    }
                }
                if (rooms.isEmpty()) {
                    left = returned.awaitNanos(left);
                } else {
                    returned.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private List<NamedRoom> wanted(Optional<String> name, Optional<String> address) {
        if (name.isPresent()) {
            return unkept(
                    all.stream().filter(room -> room.name().equals(name.get())).toList());
        }
        List<NamedRoom> before = address.map(where -> unkept(at(where))).orElse(List.of());
        return before.isEmpty() ? unkept(all) : before;
    }

    private List<NamedRoom> unkept(List<NamedRoom> rooms) {
        return rooms.stream().filter(room -> !kept.containsKey(room)).toList();
    }

    private List<NamedRoom> at(String address) {
        return all.stream()
                .filter(room -> room.room().address().equals(address))
                .toList();
    }
}
