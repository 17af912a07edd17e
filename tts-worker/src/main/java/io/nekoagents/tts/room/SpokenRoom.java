package io.nekoagents.tts.room;

import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.Microphone;
import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.RoomState;
import io.nekoagents.tts.LogKeys;
import io.nekoagents.tts.audio.Quantizer;
import io.nekoagents.tts.speech.SpeechFailedException;
import io.nekoagents.tts.speech.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room that we are in, or on the way to, for as long as this is open. Between two sentences it hears silence; while it is
 * away nothing is taken from what it is to hear, and goes on when it is back.
 */
final class SpokenRoom implements AutoCloseable, Pacer.Line {

    private static final Logger LOG = LoggerFactory.getLogger(SpokenRoom.class);
    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    /** What may wait to be heard: enough for a pause of synthesis, little enough to be remembered when a room goes. */
    private static final int WAITING = 2 * Track.RATE;

    private final URI address;
    private final Door door;
    private final Duration patience;
    private final Consumer<Said> ear;
    private final Track track = new Track(WAITING);
    private final short[] block = new short[Track.BLOCK];
    private final Semaphore turn = new Semaphore(1, true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private volatile @Nullable NekoRoom room;
    private @Nullable SpeechFailedException away;

    /** Enters a room; tries once. */
    @FunctionalInterface
    interface Door {
        NekoRoom enter() throws NekoException;
    }

    /** A line of chat, and where to answer. */
    record Said(NekoRoom room, ChatLine line) {}

    /** @param ear is told what others say in the chat, on the room's chat thread */
    SpokenRoom(URI address, Door door, Duration patience, Consumer<Said> ear) {
        this.address = address;
        this.door = door;
        this.patience = patience;
        this.ear = ear;
        this.thread = Thread.ofVirtual().name("voice-in-" + address).unstarted(this::stay);
    }

    void open() {
        thread.start();
    }

    private void stay() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (NekoRoom entered = door.enter()) {
                    LOG.atInfo().addKeyValue(LogKeys.ROOM, address).log("In the room, to speak");
                    listen(entered);
                    now(entered, null);
                    while (entered.state().phase() != RoomState.Phase.CLOSED) {
                        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                    }
                } catch (NekoException.NoMicrophone e) {
                    missing(new SpeechFailedException("no_microphone", "The room hears nobody: " + e.getMessage()));
                } catch (NekoException e) {
                    missing(new SpeechFailedException(
                            "room_unreachable", "The room cannot be entered: " + e.getMessage()));
                } catch (RuntimeException e) { // the edge of this thread: the media library has no better ones
                    LOG.atWarn().addKeyValue(LogKeys.ROOM, address).setCause(e).log("Being in the room failed");
                    missing(new SpeechFailedException("room_unreachable", "The media library failed; see the log"));
                }
                TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, address).log("Leaves the room");
        } finally {
            now(null, new SpeechFailedException("room_left", "The voice has left the room"));
        }
    }

    @SuppressWarnings("resource") // for as long as we are in the room
    private void listen(NekoRoom entered) {
        AutoCloseable _ = entered.chat().listen(line -> {
            if (!line.sender().equals(entered.state().sessionId())) {
                ear.accept(new Said(entered, line));
            }
        });
    }

    private void missing(SpeechFailedException why) {
        LOG.atWarn()
                .addKeyValue(LogKeys.ROOM, address)
                .addKeyValue(LogKeys.PROBLEM, why.reason())
                .log("Cannot speak in the room; trying again");
        now(null, why);
    }

    private void now(@Nullable NekoRoom entered, @Nullable SpeechFailedException why) {
        lock.lock();
        try {
            room = entered;
            away = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void tick() {
        NekoRoom entered = room;
        if (entered != null && entered.microphone().state() instanceof Microphone.State.Open) {
            track.take(block);
            entered.microphone().send(block);
        }
    }

    /**
     * Waits for the room, and for who speaks there.
     *
     * @param left what to do when the stage is left
     * @throws SpeechFailedException if it cannot be spoken in
     */
    Stage enter(Runnable left) throws SpeechFailedException, InterruptedException {
        awaitRoom();
        turn.acquire();
        return new Turn(track.epoch(), track.taken(), left);
    }

    private void awaitRoom() throws SpeechFailedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = patience.toNanos();
            while (room == null) {
                SpeechFailedException why = away;
                if (why != null && why.code().equals("no_microphone")) {
                    throw why;
                }
                if (remaining <= 0) {
                    throw why == null
                            ? new SpeechFailedException(
                                    "room_unreachable", "The room was not entered in " + patience.toSeconds() + " s")
                            : why;
                }
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins to leave the room. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Waits until it has been left, for a while. */
    void awaitLeft() throws InterruptedException {
        if (!thread.join(LEAVING)) {
            LOG.atWarn().addKeyValue(LogKeys.ROOM, address).log("The room is slow to be left");
        }
    }

    /** Whose turn it is to speak in the room. */
    private final class Turn implements Stage {

        private final long epoch;
        private final long before;
        private final Runnable left;
        private final Quantizer quantizer = new Quantizer();
        private boolean over;

        private Turn(long epoch, long before, Runnable left) {
            this.epoch = epoch;
            this.before = before;
            this.left = left;
        }

        @Override
        public void write(float[] sound, Runnable heard) throws SpeechFailedException, InterruptedException {
            require(track.write(quantizer.quantize(sound), epoch, patience, heard));
        }

        @Override
        public void finish() throws SpeechFailedException, InterruptedException {
            require(track.drain(epoch, patience));
        }

        private void require(Track.Written written) throws SpeechFailedException, InterruptedException {
            switch (written) {
                case DONE -> {}
                case DROPPED -> throw new InterruptedException("fell silent");
                case STALLED -> throw lost();
            }
        }

        private SpeechFailedException lost() {
            NekoRoom entered = room;
            if (entered != null && entered.microphone().state() instanceof Microphone.State.Refused(var reason)) {
                return new SpeechFailedException("no_microphone", "The room hears nobody: " + reason.getMessage());
            }
            return new SpeechFailedException("room_lost", "The room was away for " + patience.toSeconds() + " s");
        }

        @Override
        public long heard() {
            return track.taken() - before;
        }

        /** Whoever is told late to fall silent must not silence the next one. */
        @Override
        public synchronized void hush() {
            if (!over) {
                track.drop();
            }
        }

        @Override
        public synchronized void close() {
            // What a turn left behind that failed is not the next one's.
            hush();
            over = true;
            turn.release();
            left.run();
        }
    }
}
