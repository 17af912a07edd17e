package io.nekoagents.agent.room;

import io.nekoagents.neko.Ice;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.neko.message.IceServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Enters Neko rooms as the settings say. */
public final class NekoDoor implements RoomDoor {

    private final RoomSettings settings;

    public NekoDoor(RoomSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<OpenRoom> open(String address, Optional<String> credentials) {
        return settings.login(credentials).map(login -> new NekoRoomConnection(neko(URI.create(address), login)));
    }

    private NekoSettings neko(URI address, RoomSettings.Login login) {
        Video video = switch (settings.video()) {
            case WEBRTC -> Video.WEBRTC;
            case SCREENSHOTS -> Video.SCREENSHOTS;
        };
        List<IceServer> servers =
                settings.iceServers().stream().map(IceServers::parse).toList();
        return NekoSettings.of(address, login.username(), login.password())
                .withVideo(video)
                .withIce(new Ice(servers, settings.relayOnly()))
                .withConnectTimeout(settings.connectTimeout());
    }
}
