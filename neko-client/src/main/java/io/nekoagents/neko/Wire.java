package io.nekoagents.neko;

import io.nekoagents.neko.message.NekoMessage;

/** The two ways to the room. */
interface Wire {

    /**
     * Over the WebSocket, in order.
     *
     * @throws NekoException.Unreachable while the connection is down
     */
    void send(NekoMessage message) throws NekoException;

    /**
     * Over the data channel, in order. Only the host is heard there.
     *
     * @return false if the channel is not open: nothing was sent
     */
    boolean sendPacket(byte[] packet);
}
