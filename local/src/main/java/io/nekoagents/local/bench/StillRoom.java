package io.nekoagents.local.bench;

import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.View;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A room with nothing in it, for measuring everything but the room.
 *
 * @param input told of everything that is sent to the room but words
 */
record StillRoom(String address, Runnable input) implements Room {

    private static final BufferedImage NOTHING = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);

    StillRoom(String address) {
        this(address, () -> {});
    }

    @Override
    public Dimension screen() {
        return new Dimension(NOTHING.getWidth(), NOTHING.getHeight());
    }

    @Override
    public void check() {}

    @Override
    public void resize(Dimension size) {}

    @Override
    public View look(long newerThan, Duration patience) {
        return new View(newerThan + 1, Instant.now(), NOTHING);
    }

    @Override
    public void takeControl() {}

    @Override
    public void releaseControl() {}

    @Override
    public void move(int x, int y) {
        input.run();
    }

    @Override
    public void click(int x, int y, int button) {
        input.run();
    }

    @Override
    public void buttonDown(int x, int y, int button) {
        input.run();
    }

    @Override
    public void buttonUp(int x, int y, int button) {
        input.run();
    }

    @Override
    public void scroll(int x, int y, int deltaX, int deltaY) {
        input.run();
    }

    @Override
    public void keyDown(int keysym) {
        input.run();
    }

    @Override
    public void keyUp(int keysym) {
        input.run();
    }

    @Override
    public void type(String text) {
        input.run();
    }

    @Override
    public void touchBegin(int x, int y) {
        input.run();
    }

    @Override
    public void touchMove(int x, int y) {
        input.run();
    }

    @Override
    public void touchEnd(int x, int y) {
        input.run();
    }

    @Override
    public String clipboard() {
        return "";
    }

    @Override
    public void say(String text) {}

    @Override
    public Subscription listen(Consumer<Line> listener) {
        return () -> {};
    }
}
