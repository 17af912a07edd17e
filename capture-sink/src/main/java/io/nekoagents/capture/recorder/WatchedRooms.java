package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the recorder in the rooms that it watches; one that cannot be entered is tried again. */
final class WatchedRooms implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedRooms.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final RecorderSettings.Login login;
    private final List<Thread> watches;

    WatchedRooms(Rooms rooms, RecorderSettings settings) {
        this.rooms = rooms;
        this.login = settings.own();
        this.watches = settings.watched().stream()
                .map(room -> Thread.ofVirtual().name("watch-" + room.address()).unstarted(() -> watch(room)))
                .toList();
    }

    void start() {
        watches.forEach(Thread::start);
    }

    private void watch(RecorderSettings.WatchedRoom room) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (Rooms.Stay stay = rooms.enter(room.address(), login)) {
                    LOG.atInfo().addKeyValue(LogKeys.ROOM, room.address()).log("Watching the room");
                    while (stay.desk().room().presence() != RecordedRoom.Presence.GONE) {
                        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                    }
                } catch (RoomAwayException e) {
                    LOG.atWarn()
                            .addKeyValue(LogKeys.ROOM, room.address())
                            .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                            .log("The room cannot be watched; trying again");
                }
                TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, room.address()).log("No longer watching the room");
        }
    }

    @Override
    public void close() {
        watches.forEach(Thread::interrupt);
    }
}
