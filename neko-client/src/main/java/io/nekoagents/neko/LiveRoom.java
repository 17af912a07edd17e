package io.nekoagents.neko;

import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.ScreenSize;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a room, and the keeper that builds its connection again whenever it ends. */
final class LiveRoom implements NekoRoom, Wire {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoom.class);
    private static final AtomicInteger ROOMS = new AtomicInteger();
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final String name = "neko-" + ROOMS.incrementAndGet();
    private final NekoSettings settings;
    private final RoomStatus status = new RoomStatus();
    private final RoomNames names = new RoomNames();
    private final LatestFrame frames = new LatestFrame(Clock.systemUTC());
    private final Rest rest;
    private final RoomChat chat;
    private final Control control;
    private final Input input;
    private final Screenshots screenshots;
    private final RoomMicrophone microphone;
    private final RoomThread owner;
    private final Thread keeper;
    private final Backoff mediaPauses = new Backoff(RandomGenerator.getDefault());
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable Link link;

    @SuppressWarnings("this-escape") // The parts only keep the wire; nothing is sent before it is complete.
    private LiveRoom(NekoSettings settings) {
        this.settings = settings;
        this.rest = new Rest(settings.room(), settings.commandTimeout(), name + "-http-");
        this.chat = new RoomChat(this, Clock.systemUTC(), name + "-chat");
        this.control = new RoomControl(this, rest, status, settings.commandTimeout());
        this.input = new RemoteInput(this, status, control);
        this.screenshots = new Screenshots(rest, frames, status, name + "-screenshots");
        this.microphone = new RoomMicrophone(settings.microphone());
        this.owner = new RoomThread(name + "-owner");
        this.keeper = Thread.ofPlatform().daemon().name(name + "-keeper").unstarted(this::keep);
    }

    static NekoRoom connect(NekoSettings settings) throws NekoException {
        var room = new LiveRoom(settings);
        try {
            room.enter();
            room.requireHeard();
        } catch (NekoException e) {
            room.close();
            throw e;
        }
        if (settings.video() == Video.SCREENSHOTS) {
            room.screenshots.start(settings.screenshotInterval());
        }
        room.keeper.start();
        return room;
    }

    private void requireHeard() throws NekoException.NoMicrophone {
        if (settings.microphone() && microphone.state() instanceof Microphone.State.Refused refused) {
            throw refused.reason();
        }
    }

    private void enter() {
        Deadline deadline = Deadline.after(settings.connectTimeout());
        if (!rest.loggedIn()) {
            rest.login(settings.username(), settings.password(), deadline.leftAtMost(settings.commandTimeout()));
        }
        var next = new Link(settings, new Link.Listeners(status, names, chat, frames, microphone), owner, mediaPauses);
        next.open(rest, deadline);
        link = next;
        if (settings.video() == Video.SCREENSHOTS) {
            screenshots.fetch();
        }
        status.change(state -> state.in(RoomState.Phase.CONNECTED).well());
        LOG.atInfo().addKeyValue(LogKeys.ROOM, settings.room()).log("In the room");
    }

    private void keep() {
        var pauses = new Backoff(RandomGenerator.getDefault());
        try {
            while (status.now().phase() != RoomState.Phase.CLOSED) {
                Link current = link;
                if (current != null) {
                    lost(current.awaitEnd());
                    current.close();
                    link = null;
                }
                Duration pause = pauses.next();
                Thread.sleep(pause);
                if (entered(pause)) {
                    pauses.succeeded();
                }
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, settings.room()).log("No longer keeping the room");
        }
    }

    private void lost(String reason) {
        if (!closed.get()) {
            status.change(state -> state.in(RoomState.Phase.RECONNECTING).troubled(reason));
            LOG.atWarn()
                    .addKeyValue(LogKeys.ROOM, settings.room())
                    .addKeyValue(LogKeys.PROBLEM, reason)
                    .log("Lost the room");
        }
    }

    private boolean entered(Duration pause) {
        try {
            enter();
            return true;
        } catch (NekoException.LoginRefused e) {
            status.change(
                    state -> state.troubled(String.valueOf(e.getMessage())).in(RoomState.Phase.CLOSED));
            frames.close();
            LOG.atError().addKeyValue(LogKeys.ROOM, settings.room()).setCause(e).log("Gave up the room");
            return false;
        } catch (NekoException e) {
            if (!(e instanceof NekoException.Unreachable)) {
                rest.forget();
            }
            status.change(state -> state.troubled(String.valueOf(e.getMessage())));
            LOG.atDebug()
                    .addKeyValue(LogKeys.ROOM, settings.room())
                    .addKeyValue(LogKeys.PAUSE, pause)
                    .setCause(e)
                    .log("Still not in the room");
            return false;
        }
    }

    @Override
    public void send(NekoMessage message) throws NekoException {
        Link current = link;
        if (current == null) {
            throw new NekoException.Unreachable("the room is not connected");
        }
        current.send(message);
    }

    @Override
    public boolean sendPacket(byte[] packet) {
        Link current = link;
        return current != null && current.sendPacket(packet);
    }

    @Override
    public RoomState state() {
        return status.now();
    }

    @Override
    public Frames frames() {
        return frames;
    }

    @Override
    public Input input() {
        return input;
    }

    @Override
    public Control control() {
        return control;
    }

    @Override
    public Chat chat() {
        return chat;
    }

    @Override
    public Clipboard clipboard() {
        return new RoomClipboard(rest);
    }

    @Override
    public Microphone microphone() {
        return microphone;
    }

    @Override
    public byte[] screenshot() {
        return rest.screenshot();
    }

    @Override
    public byte[] screenshot(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality must be 1 to 100: " + quality);
        }
        return rest.screenshot(quality);
    }

    @Override
    public Optional<String> nameOf(String session) {
        return names.of(session);
    }

    @Override
    public ScreenSize screen() {
        return rest.screen();
    }

    @Override
    public void resize(int width, int height) {
        rest.resize(new ScreenSize(width, height, status.now().screen().rate()));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        status.change(state -> state.in(RoomState.Phase.CLOSED));
        frames.close();
        screenshots.close();
        stopKeeper();
        Link last = link;
        if (last != null) {
            last.close();
        }
        microphone.down("the room is closed");
        leave();
        rest.close();
        chat.close();
        owner.close();
    }

    private void stopKeeper() {
        keeper.interrupt();
        try {
            if (keeper.isAlive() && !keeper.join(GOODBYE)) {
                LOG.atWarn().addKeyValue(LogKeys.ROOM, settings.room()).log("The keeper is slow to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        try {
            rest.logout();
        } catch (NekoException e) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, settings.room()).setCause(e).log("No logout");
        }
    }
}
