package io.nekoagents.neko;

import io.nekoagents.neko.message.ScreenSize;
import java.util.Optional;

/**
 * A room we are in. Everything may be called from any thread. A broken connection is built again in the background;
 * meanwhile frames stay as they were and input is refused.
 */
public interface NekoRoom extends AutoCloseable {

    /**
     * Enters a room: login, WebSocket, and for {@link Video#WEBRTC} the media up to the first decoded frame; with a
     * microphone up to the moment that the room hears us. Blocks for {@link NekoSettings#connectTimeout()} at most, and
     * tries once: later breaks are mended, a first failure is not.
     *
     * @throws NekoException.NoMicrophone if we are to speak and the room does not take it
     */
    static NekoRoom connect(NekoSettings settings) throws NekoException {
        return LiveRoom.connect(settings);
    }

    RoomState state();

    Frames frames();

    Input input();

    Control control();

    Chat chat();

    Clipboard clipboard();

    /** Refuses everything unless the room was entered with {@link NekoSettings#withMicrophone}. */
    Microphone microphone();

    /**
     * The screen as a JPEG, taken by the room now.
     *
     * @throws NekoException.NoControl if only admins may, and we are none
     */
    byte[] screenshot() throws NekoException;

    /**
     * As {@link #screenshot()}, of that quality where the room has it at all: its screencast has a quality of its own.
     *
     * @param quality of the JPEG, 1 to 100
     */
    byte[] screenshot(int quality) throws NekoException;

    /** What a session of this room is called, of those that are in it or were lately. Any name is free to any of them. */
    Optional<String> nameOf(String session);

    /**
     * Asks the room how large its screen is now: that it answers shows that its server runs, still knows us, and has its
     * display.
     */
    ScreenSize screen() throws NekoException;

    /**
     * Has the room change the size of its screen; what follows is seen in {@link #state()}.
     *
     * @throws NekoException.NoControl if the room does not let us, or knows no such size
     */
    void resize(int width, int height) throws NekoException;

    /** Leaves the room and stops every thread of it. Closing twice does nothing. */
    @Override
    void close();
}
