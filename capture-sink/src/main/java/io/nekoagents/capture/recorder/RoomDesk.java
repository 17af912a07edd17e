package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.capture.EpisodeEnd;
import java.awt.Dimension;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room that is listened to: what is said in its chat begins and ends recordings there, and is part of those that run.
 * What the recorder says itself means nothing to it, and a line that is heard twice is heard once.
 */
final class RoomDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomDesk.class);
    private static final int REMEMBERED_LINES = 1_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final RecordedRoom room;
    private final @Nullable String tenant;
    private final Starter starter;
    private final RecorderMeters meters;
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();
    private final ExecutorService voice =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("say").factory());

    private final Map<String, Boolean> lines = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_LINES;
        }
    };

    /** Begins recordings that are asked for in chat. */
    @FunctionalInterface
    interface Starter {
        /** Why it cannot be, for a person; empty where it is done. */
        Optional<String> start(RoomDesk desk, String tenant, String task) throws RoomAwayException;
    }

    /** @param tenant whose the recordings are that are begun in chat; null where none are */
    RoomDesk(RecordedRoom room, @Nullable String tenant, Starter starter, RecorderMeters meters) {
        this.room = room;
        this.tenant = tenant;
        this.starter = starter;
        this.meters = meters;
    }

    void open() {
        room.listen(this::hear);
    }

    RecordedRoom room() {
        return room;
    }

    /** Begins a recording here; done when it has ended and the room is told. */
    CompletableFuture<Void> begin(Recording recording, Dimension screen) {
        recordings.add(recording);
        CompletableFuture<Void> told = recording.done().thenAccept(summary -> {
            recordings.remove(recording);
            say("Recorded %s: %d frames, %d actions (%s)"
                    .formatted(summary.episodeId(), summary.frames(), summary.actions(), summary.ending()));
        });
        say("Recording " + recording.episodeId() + ": " + recording.task());
        recording.begin(screen);
        return told;
    }

    void hear(RecordedRoom.Line line) {
        if (line.own() || lines.putIfAbsent(line.id(), true) != null) {
            return;
        }
        Heard.in(line.text()).ifPresent(heard -> {
            switch (heard) {
                case Heard.Start(String task) -> start(task);
                case Heard.Stop() -> recordings.forEach(each -> each.end(EpisodeEnd.ASKED, false));
                case Heard.Acted(String json) -> acted(line, json);
            }
        });
    }

    private void start(String task) {
        if (tenant == null) {
            return;
        }
        if (!recordings.isEmpty()) {
            say("Already recording " + recordings.getFirst().episodeId() + ": /stop ends it");
            return;
        }
        try {
            starter.start(this, tenant, task).ifPresent(this::say);
        } catch (RoomAwayException e) {
            say("Not recorded: " + e.getMessage());
        }
    }

    private void acted(RecordedRoom.Line line, String json) {
        if (recordings.isEmpty()) {
            return;
        }
        SaidAction.parse(json)
                .ifPresentOrElse(action -> recordings.forEach(each -> each.acted(line, json, action)), () -> {
                    meters.unreadableAction();
                    LOG.atWarn()
                            .addKeyValue(LogKeys.ROOM, room.address())
                            .log("An action that was said is no JSON object");
                });
    }

    private void say(String text) {
        try {
            voice.execute(() -> speak(text));
        } catch (RejectedExecutionException _) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, room.address()).log("Nothing is said in a room that is left");
        }
    }

    private void speak(String text) {
        try {
            room.say(text);
        } catch (RoomAwayException e) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.ROOM, room.address())
                    .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                    .log("The room was not told");
        }
    }

    /** Leaves the room, once all is said. */
    @Override
    public void close() {
        voice.shutdown();
        try {
            if (!voice.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                voice.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        room.close();
    }
}
