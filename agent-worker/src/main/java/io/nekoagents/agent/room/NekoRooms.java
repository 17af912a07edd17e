package io.nekoagents.agent.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Enters the rooms of the settings, and leaves them when closed. */
public final class NekoRooms implements AutoCloseable {

    private final List<RoomDoor.OpenRoom> connections = new ArrayList<>();
    private final RoomPool pool;

    public NekoRooms(RoomSettings settings, RoomDoor door) {
        List<RoomPool.NamedRoom> named = new ArrayList<>();
        for (RoomSettings.Address address : settings.addresses()) {
            RoomDoor.OpenRoom connection =
                    door.open(address.uri().toString(), Optional.empty()).orElseThrow();
            connections.add(connection);
            named.add(new RoomPool.NamedRoom(address.name(), connection));
        }
        this.pool = new RoomPool(named);
    }

    public RoomPool pool() {
        return pool;
    }

    @Override
    public void close() {
        connections.forEach(RoomDoor.OpenRoom::close);
    }
}
