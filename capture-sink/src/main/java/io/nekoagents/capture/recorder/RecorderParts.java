package io.nekoagents.capture.recorder;

import io.nekoagents.schema.connect.SessionBook;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The parts that know of each other: what is said in a room begins recordings, and a recording is of a room. */
record RecorderParts(
        SessionBook sessions, TenantOptions options, Rooms rooms, Recordings recordings, WatchedRooms watched) {

    static RecorderParts of(RecorderSettings settings, RecorderTools tools) {
        return of(
                settings,
                tools,
                (address, login) -> NekoRecordedRoom.enter(address, login, settings.video(), tools.clock()));
    }

    static RecorderParts of(RecorderSettings settings, RecorderTools tools, Rooms.Door door) {
        Map<URI, String> tenants = settings.watched().stream()
                .collect(Collectors.toMap(RecorderSettings.WatchedRoom::address, RecorderSettings.WatchedRoom::tenant));
        AtomicReference<RoomDesk.Starter> starter = new AtomicReference<>();
        Rooms rooms = new Rooms(
                door,
                room -> new RoomDesk(
                        room,
                        tenants.get(room.address()),
                        (desk, tenant, task) -> starter.get().start(desk, tenant, task),
                        tools.meters()));
        SessionBook sessions = new SessionBook();
        TenantOptions options = new TenantOptions(settings.options());
        Lobby lobby = new Lobby(sessions, settings, rooms, tools);
        Recordings recordings = new Recordings(tools, lobby, sessions, options, settings.slots());
        starter.set(recordings::startInChat);
        return new RecorderParts(sessions, options, rooms, recordings, new WatchedRooms(rooms, settings));
    }
}
