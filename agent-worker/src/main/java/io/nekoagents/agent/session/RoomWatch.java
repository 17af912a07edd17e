package io.nekoagents.agent.session;

import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.agent.room.RoomPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each room of the pool again and again whether it is well; one that is slow to answer keeps none waiting. */
final class RoomWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);
    private static final String WELL = "";

    private final Duration every;
    private final Runnable changed;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final List<Thread> watches = new ArrayList<>();

    /** @param changed is run when a room became well or ill; must be short */
    RoomWatch(RoomPool pool, Duration every, Runnable changed) {
        this.every = every;
        this.changed = changed;
        for (RoomPool.NamedRoom room : pool.all()) {
            watches.add(Thread.ofVirtual().name("watch-" + room.name()).start(() -> watch(room.room())));
        }
    }

    /** Why the room is not well; empty if it is. */
    Optional<String> trouble(String address) {
        return Optional.of(troubles.getOrDefault(address, "The room was not looked at yet"))
                .filter(trouble -> !trouble.equals(WELL));
    }

    private void watch(Room room) {
        try {
            while (true) {
                look(room);
                TimeUnit.NANOSECONDS.sleep(every.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue("room", room.address()).log("No longer watched");
        }
    }

    private void look(Room room) {
        String now = WELL;
        try {
            room.check();
        } catch (RoomException e) {
            now = String.valueOf(e.getMessage());
        }
        String before = troubles.put(room.address(), now);
        if (!now.equals(before)) {
            LOG.atInfo()
                    .addKeyValue("room", room.address())
                    .addKeyValue("trouble", now)
                    .log("A room's health changed");
            changed.run();
        }
    }

    @Override
    public void close() {
        watches.forEach(Thread::interrupt);
    }
}
