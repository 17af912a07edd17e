package io.nekoagents.agent.room;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.Frame;
import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.RoomState;
import io.nekoagents.neko.message.ScreenSize;
import java.awt.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Neko room, entered in the background and tried again until it can be; afterwards the client mends its connection by
 * itself. Whoever needs the room before waits for it.
 */
final class NekoRoomConnection implements RoomDoor.OpenRoom {

    private static final Logger LOG = LoggerFactory.getLogger(NekoRoomConnection.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int FINGER = 0;

    private final NekoSettings settings;
    private final Thread entering;
    private final CompletableFuture<NekoRoom> entered = new CompletableFuture<>();
    private final List<Consumer<Line>> listeners = new CopyOnWriteArrayList<>();
    private volatile String trouble = "it was not entered yet";

    NekoRoomConnection(NekoSettings settings) {
        this.settings = settings;
        this.entering = Thread.ofVirtual().name("enter-" + settings.room()).unstarted(this::enter);
        entering.start();
    }

    private void enter() {
        while (!entered.isDone()) {
            try {
                NekoRoom room = NekoRoom.connect(settings);
                hear(room);
                if (!entered.complete(room)) {
                    room.close();
                }
                LOG.atInfo().addKeyValue(LogKeys.ROOM, address()).log("In the room");
            } catch (NekoException e) {
                trouble = String.valueOf(e.getMessage());
                LOG.atWarn()
                        .addKeyValue(LogKeys.ROOM, address())
                        .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                        .log("The room cannot be entered; trying again");
                pause();
            }
        }
    }

    @SuppressWarnings("resource") // for as long as the room is open
    private void hear(NekoRoom room) {
        AutoCloseable _ = room.chat().listen(this::tell);
    }

    private void tell(ChatLine heard) {
        Line line = new Line(heard.sender() + " " + heard.created(), heard.text());
        listeners.forEach(listener -> listener.accept(line));
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            entered.cancel(false);
        }
    }

    private NekoRoom room() throws RoomException {
        try {
            return entered.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new RoomException("The room " + address() + " could not be entered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoomException("Interrupted while entering the room " + address(), e);
        }
    }

    @Override
    public String address() {
        return settings.room().toString();
    }

    @Override
    public Dimension screen() throws RoomException {
        ScreenSize size = room().state().screen();
        if (size.width() <= 0 || size.height() <= 0) {
            throw new RoomException("The room " + address() + " has not said how large its screen is", null);
        }
        return new Dimension(size.width(), size.height());
    }

    @Override
    public void check() throws RoomException {
        NekoRoom room = entered.getNow(null);
        if (room == null) {
            throw new RoomException("The room " + address() + " cannot be entered: " + trouble, null);
        }
        RoomState state = room.state();
        if (state.phase() != RoomState.Phase.CONNECTED || state.problem().isPresent()) {
            String problem = state.problem().orElse("the connection is " + state.phase());
            throw new RoomException("The room " + address() + " is not connected: " + problem, null);
        }
        try {
            if (!room.screen().isKnown()) {
                throw new RoomException("The room " + address() + " has no screen", null);
            }
        } catch (NekoException e) {
            throw lost("answer", e);
        }
    }

    @Override
    public void resize(Dimension size) throws RoomException {
        if (!screen().equals(size)) {
            tell("take the resolution " + size.width + "x" + size.height, room -> room.resize(size.width, size.height));
        }
    }

    @Override
    public View look(long newerThan, Duration patience) throws RoomException, InterruptedException {
        NekoRoom room = room();
        try {
            Frame frame = room.frames().awaitNewerThan(Math.max(0, newerThan), patience);
            return new View(frame.sequence(), frame.receivedAt(), frame.toImage());
        } catch (NekoException e) {
            throw lost("show", e);
        }
    }

    @Override
    public void takeControl() throws RoomException {
        tell("give control", room -> room.control().take());
    }

    @Override
    public void releaseControl() {
        try {
            tell("take control back", room -> room.control().release());
        } catch (RoomException e) {
            LOG.atInfo().addKeyValue(LogKeys.ROOM, address()).setCause(e).log("Control was not given back");
        }
    }

    @Override
    public void move(int x, int y) throws RoomException {
        tell("take input", room -> room.input().move(x, y));
    }

    @Override
    public void click(int x, int y, int button) throws RoomException {
        tell("take input", room -> room.input().button(x, y, button));
    }

    @Override
    public void buttonDown(int x, int y, int button) throws RoomException {
        tell("take input", room -> room.input().buttonDown(x, y, button));
    }

    @Override
    public void buttonUp(int x, int y, int button) throws RoomException {
        tell("take input", room -> room.input().buttonUp(x, y, button));
    }

    @Override
    public void scroll(int x, int y, int deltaX, int deltaY) throws RoomException {
        tell("take input", room -> room.input().scroll(x, y, deltaX, deltaY));
    }

    @Override
    public void keyDown(int keysym) throws RoomException {
        tell("take input", room -> room.input().keyDown(keysym));
    }

    @Override
    public void keyUp(int keysym) throws RoomException {
        tell("take input", room -> room.input().keyUp(keysym));
    }

    @Override
    public void type(String text) throws RoomException {
        tell("take input", room -> room.input().type(text));
    }

    @Override
    public void touchBegin(int x, int y) throws RoomException {
        tell("take input", room -> room.input().touchBegin(FINGER, x, y));
    }

    @Override
    public void touchMove(int x, int y) throws RoomException {
        tell("take input", room -> room.input().touchUpdate(FINGER, x, y));
    }

    @Override
    public void touchEnd(int x, int y) throws RoomException {
        tell("take input", room -> room.input().touchEnd(FINGER, x, y));
    }

    @Override
    public String clipboard() throws RoomException {
        NekoRoom room = room();
        try {
            return room.clipboard().read();
        } catch (NekoException e) {
            throw lost("show its clipboard", e);
        }
    }

    @Override
    public void say(String text) throws RoomException {
        tell("take chat", room -> room.chat().say(text));
    }

    @Override
    public Subscription listen(Consumer<Line> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(String what, Consumer<NekoRoom> request) throws RoomException {
        NekoRoom room = room();
        try {
            request.accept(room);
        } catch (NekoException e) {
            throw lost(what, e);
        }
    }

    private RoomException lost(String what, NekoException e) {
        return new RoomException("The room " + address() + " does not " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        entering.interrupt();
        if (!entered.cancel(false) && !entered.isCompletedExceptionally()) {
            entered.join().close();
        }
    }
}
