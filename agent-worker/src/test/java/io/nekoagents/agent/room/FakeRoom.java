package io.nekoagents.agent.room;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A room of 1000 by 500 pixels that writes down what is done in it. */
public final class FakeRoom implements RoomDoor.OpenRoom {

    private final List<String> inputs = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Consumer<Line>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private volatile InstantSource clock = InstantSource.system();
    private volatile boolean lost;
    private volatile boolean still;
    private volatile String clipboard = "";
    private final String address;

    public FakeRoom() {
        this("http://fake/");
    }

    public FakeRoom(String address) {
        this.address = address;
    }

    public List<String> inputs() {
        return new ArrayList<>(inputs);
    }

    public List<String> said() {
        return new ArrayList<>(said);
    }

    /** Says when the frames that are seen from now on were made. */
    public void framesFrom(InstantSource moments) {
        clock = moments;
    }

    public void clipboard(String text) {
        clipboard = text;
    }

    /** From now on everything fails. */
    public void lose() {
        lost = true;
    }

    /** From now on all is well again. */
    public void comeBack() {
        lost = false;
    }

    /** From now on the screen does not change. */
    public void freeze() {
        still = true;
    }

    public void hear(String id, String text) {
        listeners.forEach(listener -> listener.accept(new Line(id, text)));
    }

    private void note(String input) throws RoomException {
        if (lost) {
            throw new RoomException("The fake room is gone", null);
        }
        inputs.add(input);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Dimension screen() {
        return new Dimension(1000, 500);
    }

    @Override
    public void check() throws RoomException {
        if (lost) {
            throw new RoomException("The fake room is gone", null);
        }
    }

    @Override
    public void resize(Dimension size) throws RoomException {
        note("resize " + size.width + "x" + size.height);
    }

    @Override
    public View look(long newerThan, Duration patience) throws RoomException {
        if (lost) {
            throw new RoomException("The fake room is gone", null);
        }
        long number = sequence.incrementAndGet();
        BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.getWidth() * image.getHeight() && !still; i++) {
            image.setRGB(i % 100, i / 100, number % 2 == 0 ? 0xffffff : 0);
        }
        return new View(number, clock.instant(), image);
    }

    @Override
    public void takeControl() throws RoomException {
        note("take control");
    }

    @Override
    public void releaseControl() {
        inputs.add("release control");
    }

    @Override
    public void move(int x, int y) throws RoomException {
        note("move " + x + "," + y);
    }

    @Override
    public void click(int x, int y, int button) throws RoomException {
        note("click " + x + "," + y + " " + button);
    }

    @Override
    public void buttonDown(int x, int y, int button) throws RoomException {
        note("down " + x + "," + y + " " + button);
    }

    @Override
    public void buttonUp(int x, int y, int button) throws RoomException {
        note("up " + x + "," + y + " " + button);
    }

    @Override
    public void scroll(int x, int y, int deltaX, int deltaY) throws RoomException {
        note("scroll " + x + "," + y + " " + deltaX + "," + deltaY);
    }

    @Override
    public void keyDown(int keysym) throws RoomException {
        note("keydown " + Integer.toHexString(keysym));
    }

    @Override
    public void keyUp(int keysym) throws RoomException {
        note("keyup " + Integer.toHexString(keysym));
    }

    @Override
    public void type(String text) throws RoomException {
        note("type " + text);
    }

    @Override
    public void touchBegin(int x, int y) throws RoomException {
        note("touch " + x + "," + y);
    }

    @Override
    public void touchMove(int x, int y) throws RoomException {
        note("touch to " + x + "," + y);
    }

    @Override
    public void touchEnd(int x, int y) throws RoomException {
        note("touch end " + x + "," + y);
    }

    @Override
    public String clipboard() {
        return clipboard;
    }

    @Override
    public void say(String text) {
        said.add(text);
    }

    @Override
    public Subscription listen(Consumer<Line> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        inputs.add("leave");
    }
}
