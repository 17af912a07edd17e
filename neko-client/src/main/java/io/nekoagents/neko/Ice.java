package io.nekoagents.neko;

import io.nekoagents.neko.message.IceServer;
import java.util.List;

/**
 * How media finds its way.
 *
 * @param servers in addition to those the room names
 * @param relayOnly whether only a TURN server's relay will do; connecting fails if neither we nor the room know one
 */
public record Ice(List<IceServer> servers, boolean relayOnly) {

    /** The room's servers, any way that works. */
    public static final Ice ROOM = new Ice(List.of(), false);

    public Ice {
        servers = List.copyOf(servers);
    }
}
