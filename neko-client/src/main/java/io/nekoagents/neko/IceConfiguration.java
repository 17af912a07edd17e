package io.nekoagents.neko;

import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import io.nekoagents.neko.message.IceServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Our ICE settings and the room's, as the library takes them. */
final class IceConfiguration {

    private IceConfiguration() {}

    /** @throws NekoException.Protocol if only a relay will do and there is none */
    static RTCConfiguration of(Ice ours, List<IceServer> ofRoom) throws NekoException {
        List<IceServer> servers = Stream.concat(ours.servers().stream(), ofRoom.stream())
                .filter(server -> !server.urls().isEmpty())
                .toList();
        if (ours.relayOnly() && servers.stream().noneMatch(IceServer::relays)) {
            throw new NekoException.Protocol("relay only, but neither the settings nor the room name a TURN server");
        }
        var configuration = new RTCConfiguration();
        configuration.iceTransportPolicy = ours.relayOnly() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        configuration.iceServers =
                new ArrayList<>(servers.stream().map(IceConfiguration::server).toList());
        return configuration;
    }

    private static RTCIceServer server(IceServer server) {
        var out = new RTCIceServer();
        out.urls = new ArrayList<>(server.urls());
        out.username = server.username();
        out.password = server.credential();
        return out;
    }
}
