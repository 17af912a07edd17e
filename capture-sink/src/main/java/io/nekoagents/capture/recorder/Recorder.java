package io.nekoagents.capture.recorder;

import io.nekoagents.schema.connect.CommandGroup;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.connect.TailBeginning;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recorder as a whole. When it is closed it ends what it records, and keeps it. */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long CHECK_MS = 250;

    private final CommandGroup<?> commands;
    private final Map<LogTail<?>, TailBeginning> tails;
    private final Recordings recordings;
    private final WatchedRooms watched;
    private final Rooms rooms;
    private final ScheduledExecutorService warden = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recording-warden").daemon(true).factory());

    Recorder(
            CommandGroup<?> commands,
            Map<LogTail<?>, TailBeginning> tails,
            Recordings recordings,
            WatchedRooms watched,
            Rooms rooms) {
        this.commands = commands;
        this.tails = Map.copyOf(tails);
        this.recordings = recordings;
        this.watched = watched;
        this.rooms = rooms;
    }

    void start() {
        tails.entrySet().stream()
                .map(tail -> tail.getKey().start(tail.getValue()))
                .toList()
                .forEach(caughtUp -> caughtUp.join());
        var _ = warden.scheduleWithFixedDelay(this::check, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
        watched.start();
        commands.start();
    }

    private void check() {
        try {
            recordings.check();
        } catch (RuntimeException e) { // the edge of this thread, which would not come back
            LOG.atError().setCause(e).log("Recordings could not be checked");
        }
    }

    /** Whether commands are read. */
    public boolean alive() {
        return commands.alive();
    }

    @Override
    public void close() {
        commands.stopTaking();
        recordings.close();
        watched.close();
        commands.close();
        warden.shutdownNow();
        rooms.close();
        tails.keySet().forEach(LogTail::close);
    }
}
