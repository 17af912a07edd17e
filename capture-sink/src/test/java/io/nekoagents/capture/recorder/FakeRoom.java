package io.nekoagents.capture.recorder;

import java.awt.Dimension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A room that shows and says what a test tells it to. */
final class FakeRoom implements RecordedRoom {

    static final URI ADDRESS = URI.create("http://room.example/");

    final BlockingQueue<Shot> screen = new LinkedBlockingQueue<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<Integer> qualities = new CopyOnWriteArrayList<>();
    volatile Presence presence = Presence.HERE;
    volatile Optional<String> host = Optional.empty();
    volatile boolean blind;
    volatile boolean left;
    /** What cannot be told of it for a cause that nobody thought of. */
    volatile String broken = "";

    private final List<Consumer<Line>> listeners = new ArrayList<>();
    private int lines;

    @Override
    public URI address() {
        return ADDRESS;
    }

    @Override
    public Dimension screen() {
        check("screen");
        return new Dimension(800, 600);
    }

    @Override
    public Presence presence() {
        return presence;
    }

    @Override
    public Optional<String> host() {
        check("host");
        return host;
    }

    private void check(String what) {
        if (broken.equals(what)) {
            throw new IllegalStateException("broken " + what);
        }
    }

    @Override
    public Eye eye(int quality) {
        qualities.add(quality);
        return this::look;
    }

    private Optional<Shot> look(Duration patience) throws RoomAwayException, InterruptedException {
        if (blind) {
            throw new RoomAwayException("dark", null);
        }
        return Optional.ofNullable(screen.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public synchronized void listen(Consumer<Line> listener) {
        listeners.add(listener);
    }

    synchronized Line hear(String speaker, String text) {
        Line line = new Line("line-" + ++lines, speaker, false, text);
        tell(line);
        return line;
    }

    synchronized void tell(Line line) {
        listeners.forEach(listener -> listener.accept(line));
    }

    @Override
    public void say(String text) {
        said.add(text);
    }

    @Override
    public void close() {
        left = true;
    }
}
