package io.nekoagents.desktop.room;

import io.nekoagents.desktop.media.InputPacket;
import java.io.IOException;

/** What the host of a room acts on. Coordinates are pixels of the screen. */
public interface Stage {

    int width();

    int height();

    int framesPerSecond();

    void move(int x, int y);

    /** @param code 1 left, 2 middle, 3 right */
    void button(int code, boolean down);

    /** Positive is right, or up. */
    void scroll(int deltaX, int deltaY);

    /** @param keysym of X11 */
    void key(int keysym, boolean down);

    void touch(InputPacket.Phase phase, int id, int x, int y);

    String clipboard();

    void clipboard(String text);

    /** @param quality 1 to 100 */
    byte[] jpeg(int quality) throws IOException;
}
