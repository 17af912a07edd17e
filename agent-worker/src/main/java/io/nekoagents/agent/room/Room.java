package io.nekoagents.agent.room;

import java.awt.Dimension;
import java.time.Duration;
import java.util.function.Consumer;

/** A room as a run needs it. Coordinates are pixels of the room's screen, from the top left corner. */
public interface Room {

    /** Base address, without credentials; the room's name in the log. */
    String address();

    /** The room's screen. */
    Dimension screen() throws RoomException;

    /**
     * Whether the room is well: it was entered, is connected and seen, and answers when asked. Takes some seconds at most.
     *
     * @throws RoomException saying why it is not
     */
    void check() throws RoomException;

    /**
     * Has the room change its screen to that size.
     *
     * @throws RoomException also if the room knows no such size
     */
    void resize(Dimension size) throws RoomException;

    /** The newest view; waits for one newer than the given sequence (-1 for any) at most that long. */
    View look(long newerThan, Duration patience) throws RoomException, InterruptedException;

    /** Becomes the one whose input counts, whoever was before. */
    void takeControl() throws RoomException;

    void releaseControl();

    void move(int x, int y) throws RoomException;

    /** Presses and releases a button: 1 left, 2 middle, 3 right. */
    void click(int x, int y, int button) throws RoomException;

    void buttonDown(int x, int y, int button) throws RoomException;

    void buttonUp(int x, int y, int button) throws RoomException;

    /** Turns the wheel by steps; positive is right, or up. */
    void scroll(int x, int y, int deltaX, int deltaY) throws RoomException;

    /** @param keysym of X11 */
    void keyDown(int keysym) throws RoomException;

    /** @param keysym of X11 */
    void keyUp(int keysym) throws RoomException;

    void type(String text) throws RoomException;

    void touchBegin(int x, int y) throws RoomException;

    void touchMove(int x, int y) throws RoomException;

    void touchEnd(int x, int y) throws RoomException;

    /** The text on the room's clipboard, empty if there is none. */
    String clipboard() throws RoomException;

    /** Says a line in the room's chat. */
    void say(String text) throws RoomException;

    /** Hears what others say in the chat, on a thread of the connection, until closed. */
    Subscription listen(Consumer<Line> listener);

    /**
     * A line of chat.
     *
     * @param id tells two lines of a room apart, also between workers that hear the same one
     */
    record Line(String id, String text) {}

    /** Ends when closed. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
