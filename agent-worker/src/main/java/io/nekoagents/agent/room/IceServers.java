package io.nekoagents.agent.room;

import io.nekoagents.neko.message.IceServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a STUN or TURN server from a setting: {@code stun:host:port} or {@code turn:user:password@host:port}. */
final class IceServers {

    private static final Pattern SERVER = Pattern.compile("(stuns?|turns?):(?:([^:@]+):([^@]+)@)?([^@]+)");

    private IceServers() {}

    static IceServer parse(String text) {
        Matcher server = SERVER.matcher(text.strip());
        if (!server.matches()) {
            throw new IllegalArgumentException(
                    "neko.agent.room.ice-servers must hold stun:host:port or turn:user:password@host:port");
        }
        return new IceServer(List.of(server.group(1) + ":" + server.group(4)), server.group(2), server.group(3));
    }
}
