package io.nekoagents.capture.recorder;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rooms that we are in, one connection each, for as long as anything needs it. Thread-safe. */
final class Rooms implements AutoCloseable {

    private final Door door;
    private final Desks desks;
    private final Map<URI, Lodging> lodgings = new HashMap<>();

    /** Enters rooms; tries once. */
    @FunctionalInterface
    interface Door {
        RecordedRoom enter(URI address, RecorderSettings.Login login) throws RoomAwayException;
    }

    /** Sets up a desk in a room. */
    @FunctionalInterface
    interface Desks {
        RoomDesk in(RecordedRoom room);
    }

    Rooms(Door door, Desks desks) {
        this.door = door;
        this.desks = desks;
    }

    /** Being in a room, until closed. */
    record Stay(RoomDesk desk, Runnable leaving) implements AutoCloseable {
        @Override
        public void close() {
            leaving.run();
        }
    }

    /** A room that somebody is in, or on the way to. */
    private final class Lodging {
        private final URI address;
        private int guests;
        private @Nullable RoomDesk desk;

        private Lodging(URI address) {
            this.address = address;
        }

        /** The desk that is there, or else a new one. Others on the way to the same room wait meanwhile. */
        private synchronized RoomDesk desk(RecorderSettings.Login login) throws RoomAwayException {
            RoomDesk known = desk;
            if (known != null && known.room().presence() != RecordedRoom.Presence.GONE) {
                return known;
            }
            closeDesk();
            RoomDesk opened = desks.in(door.enter(address, login));
            desk = opened;
            opened.open();
            return opened;
        }

        private synchronized void closeDesk() {
            RoomDesk known = desk;
            desk = null;
            if (known != null) {
                known.close();
            }
        }
    }

    /** Enters a room, or joins those who are in it by whatever login they used. */
    Stay enter(URI address, RecorderSettings.Login login) throws RoomAwayException {
        Lodging lodging;
        synchronized (lodgings) {
            lodging = lodgings.computeIfAbsent(address, Lodging::new);
            lodging.guests++;
        }
        boolean entered = false;
        try {
            Stay stay = new Stay(lodging.desk(login), () -> leave(lodging));
            entered = true;
            return stay;
        } finally {
            if (!entered) {
                leave(lodging);
            }
        }
    }

    private void leave(Lodging lodging) {
        synchronized (lodgings) {
            lodging.guests--;
            if (lodging.guests > 0) {
                return;
            }
            lodgings.remove(lodging.address, lodging);
        }
        lodging.closeDesk();
    }

    @Override
    public void close() {
        List<Lodging> all;
        synchronized (lodgings) {
            all = new ArrayList<>(lodgings.values());
            lodgings.clear();
        }
        all.forEach(Lodging::closeDesk);
    }
}
