package io.nekoagents.neko.message;

/** One message of the room's WebSocket, in either direction. */
public sealed interface NekoMessage
        permits SystemMessage,
                SignalMessage,
                SessionMessage,
                ControlMessage,
                DesktopMessage,
                ChatMessage,
                SendMessage,
                Unknown {

    /** The event's name on the wire, such as {@code control/move}. */
    default String event() {
        return Events.nameOf(this);
    }
}
