/**
 * A client of Neko rooms. {@link io.nekoagents.neko.NekoRoom#connect} logs in, opens the WebSocket and the media, and from
 * then on keeps the connection: what breaks is built again, with growing pauses, until the room is closed or refuses the
 * login.
 */
@NullMarked
package io.nekoagents.neko;

import org.jspecify.annotations.NullMarked;
