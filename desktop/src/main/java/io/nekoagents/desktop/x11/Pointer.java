package io.nekoagents.desktop.x11;

/** The mouse of a display. Thread-safe. */
public final class Pointer {

    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int WHEEL_LEFT = 6;
    private static final int WHEEL_RIGHT = 7;
    private static final int MOST_STEPS = 100;

    private final XConnection connection;

    Pointer(XConnection connection) {
        this.connection = connection;
    }

    public void move(int x, int y) {
        synchronized (connection) {
            Native.call(() -> (int) Xlib.FAKE_MOTION.invokeExact(connection.display(), -1, x, y, 0L));
            connection.flush();
        }
    }

    /** @param button 1 left, 2 middle, 3 right */
    public void button(int button, boolean down) {
        synchronized (connection) {
            fake(button, down);
            connection.flush();
        }
    }

    /** Turns the wheel by steps, a hundred at most: positive is right, or up. */
    public void scroll(int deltaX, int deltaY) {
        synchronized (connection) {
            turn(deltaY > 0 ? WHEEL_UP : WHEEL_DOWN, Math.abs(deltaY));
            turn(deltaX > 0 ? WHEEL_RIGHT : WHEEL_LEFT, Math.abs(deltaX));
            connection.flush();
        }
    }

    private void turn(int button, int steps) {
        for (int step = 0; step < Math.min(steps, MOST_STEPS); step++) {
            fake(button, true);
            fake(button, false);
        }
    }

    private void fake(int button, boolean down) {
        Native.call(() -> (int) Xlib.FAKE_BUTTON.invokeExact(connection.display(), button, down ? 1 : 0, 0L));
    }
}
