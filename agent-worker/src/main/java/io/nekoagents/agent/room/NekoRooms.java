package io.nekoagents.agent.room;

import io.nekoagents.neko.Ice;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.neko.message.IceServer;
import java.util.ArrayList;
import java.util.List;

/** Enters the rooms of the settings, and leaves them when closed. */
public final class NekoRooms implements AutoCloseable {

    private final List<NekoRoomConnection> connections = new ArrayList<>();
    private final RoomPool pool;

    public NekoRooms(RoomSettings settings) {
        List<RoomPool.NamedRoom> named = new ArrayList<>();
        for (RoomSettings.Address address : settings.addresses()) {
            NekoRoomConnection connection = new NekoRoomConnection(neko(settings, address));
            connections.add(connection);
            named.add(new RoomPool.NamedRoom(address.name(), connection));
        }
        this.pool = new RoomPool(named);
    }

    public RoomPool pool() {
        return pool;
    }

    private static NekoSettings neko(RoomSettings settings, RoomSettings.Address address) {
        Video video = switch (settings.video()) {
            case WEBRTC -> Video.WEBRTC;
            case SCREENSHOTS -> Video.SCREENSHOTS;
        };
        List<IceServer> servers =
                settings.iceServers().stream().map(IceServers::parse).toList();
        return NekoSettings.of(address.uri(), settings.username(), settings.password())
                .withVideo(video)
                .withIce(new Ice(servers, settings.relayOnly()))
                .withConnectTimeout(settings.connectTimeout());
    }

    @Override
    public void close() {
        connections.forEach(NekoRoomConnection::close);
    }
}
