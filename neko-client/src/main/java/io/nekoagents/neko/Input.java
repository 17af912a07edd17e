package io.nekoagents.neko;

/**
 * Mouse, keyboard and touch. Coordinates are pixels of {@link RoomState#screen()}. Every method refuses with a
 * {@link NekoException}: {@link NekoException.Unreachable} while the connection is down, {@link NekoException.Refused}
 * while the screen's size is unknown or for a point that is not on it, {@link NekoException.NoControl} if another is in
 * control. In a room with implicit hosting the first input takes control.
 */
public interface Input {

    void move(int x, int y) throws NekoException;

    /**
     * Presses and lets go.
     *
     * @param button 1 left, 2 middle, 3 right
     */
    void button(int x, int y, int button) throws NekoException;

    /** @param button 1 left, 2 middle, 3 right */
    void buttonDown(int x, int y, int button) throws NekoException;

    /** @param button 1 left, 2 middle, 3 right */
    void buttonUp(int x, int y, int button) throws NekoException;

    /**
     * Turns the wheel over a point.
     *
     * @param deltaX steps, positive as the room's X server takes button 6
     * @param deltaY steps, positive scrolls up
     */
    void scroll(int x, int y, int deltaX, int deltaY) throws NekoException;

    /**
     * Presses a key and lets go.
     *
     * @param keysym of X11, see {@link Keysyms}
     */
    void key(int keysym) throws NekoException;

    void keyDown(int keysym) throws NekoException;

    void keyUp(int keysym) throws NekoException;

    /** Types the text key by key; a line break is Return. */
    void type(String text) throws NekoException;

    /** @param id of the finger, from its begin to its end */
    void touchBegin(int id, int x, int y) throws NekoException;

    void touchUpdate(int id, int x, int y) throws NekoException;

    void touchEnd(int id, int x, int y) throws NekoException;
}
