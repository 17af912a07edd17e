package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordingStarted;
import java.awt.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One episode as it is recorded, from its first fact to its last. Looks at the room on a thread of its own, one look at a
 * time, so that a slow room is asked less often. Thread-safe.
 */
final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final String HANDED_OVER = "HANDED_OVER";

    private final Plan plan;
    private final RecordedRoom room;
    private final RecorderTools tools;
    private final EpisodeClock clock;
    private final RecordingFacts facts;
    private final RecordingWriter writer;
    private final String take;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Summary> done = new CompletableFuture<>();
    private final Thread looking;

    private @Nullable String ending;
    private int frames;
    private int actions;
    private Instant lastFrame;
    private Duration lastBeat = Duration.ZERO;
    private Duration lastWell = Duration.ZERO;
    private boolean blind;

    /**
     * What is to be recorded.
     *
     * @param sessionId null where it was begun in chat
     * @param origin who is expected to act
     */
    record Plan(
            String episodeId,
            String tenant,
            @Nullable String sessionId,
            String task,
            CaptureOptions options,
            Instant requestedAt,
            Origin origin) {}

    /**
     * What became of it.
     *
     * @param ending why it ended, in words
     */
    record Summary(String episodeId, int frames, int actions, String ending) {}

    Recording(Plan plan, RecordedRoom room, RecorderTools tools) {
        this.plan = plan;
        this.room = room;
        this.tools = tools;
        this.clock = tools.episodeClock();
        this.facts = new RecordingFacts(plan, room, tools, clock);
        this.lastFrame = clock.began();
        this.take = tools.take();
        this.writer = new RecordingWriter(plan.episodeId(), tools.log(), tools.keeper(), tools.limits(), this::fail);
        this.looking = Thread.ofVirtual().name("look-" + plan.episodeId()).unstarted(this::look);
    }

    String episodeId() {
        return plan.episodeId();
    }

    String task() {
        return plan.task();
    }

    @Nullable
    String sessionId() {
        return plan.sessionId();
    }

    /** Done when the log has its beginning. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** Done when the log has its end. */
    CompletableFuture<Summary> done() {
        return done;
    }

    void begin(Dimension screen) {
        tools.meters().began();
        writer.start();
        tell(facts.started(screen));
        looking.start();
    }

    private void tell(RecordingStarted fact) {
        var _ = writer.tell(fact).thenRun(() -> {
            LOG.atInfo()
                    .addKeyValue(LogKeys.EVENT, "recording_started")
                    .addKeyValue(LogKeys.EPISODE, plan.episodeId())
                    .addKeyValue(LogKeys.ROOM, room.address())
                    .log("Recording");
            started.complete(null);
        });
    }

    private void look() {
        long interval = TimeUnit.SECONDS.toNanos(1) / plan.options().getFps();
        long due = System.nanoTime();
        try {
            Eye eye = room.eye(plan.options().getJpegQuality());
            while (!ended()) {
                glance(eye, Duration.ofNanos(interval));
                due = Math.max(due + interval, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.EPISODE, plan.episodeId()).log("Looks no longer");
        } catch (RuntimeException e) { // the edge of this thread: what sees nothing any more must not go on
            LOG.atError()
                    .addKeyValue(LogKeys.EPISODE, plan.episodeId())
                    .setCause(e)
                    .log("A room could not be looked at");
            fail("recorder_failed", "The recorder could not look at the room: " + e);
        }
    }

    /** Looks once, and keeps what is new. */
    void glance(Eye eye, Duration patience) throws InterruptedException {
        try {
            eye.look(patience).ifPresentOrElse(this::keep, tools.meters()::sameFrame);
            sees(true);
        } catch (RoomAwayException e) {
            if (ended()) {
                return;
            }
            tools.meters().missedFrame();
            if (sees(false)) {
                LOG.atInfo()
                        .addKeyValue(LogKeys.EPISODE, plan.episodeId())
                        .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                        .log("The room could not be looked at");
            }
        }
    }

    /** Whether that is news. */
    private synchronized boolean sees(boolean something) {
        boolean news = blind == something;
        blind = !something;
        return news;
    }

    private synchronized void keep(Shot shot) {
        if (ending == null) {
            Instant at = clock.at(shot.receivedAt());
            lastFrame = at.isBefore(lastFrame) ? lastFrame : at;
            frames++;
            writer.keep("%s-%06d".formatted(take, frames), shot, lastFrame, tools.origin(room.host()));
            tools.meters().keptFrame();
        }
    }

    /** An action was told of in the room. */
    synchronized void acted(RecordedRoom.Line line, String json, SaidAction action) {
        if (ending == null) {
            actions++;
            tools.meters().keptAction();
            var _ = writer.tell(facts.acted(line, json, action, actions));
        }
    }

    /** Looks whether it is still to go on, and says so now and then. To be called every second or so. */
    void check() {
        Duration passed = clock.passed();
        RecordedRoom.Presence presence = room.presence();
        if (passed.toSeconds() >= plan.options().getTimeoutSeconds()) {
            end(EpisodeEnd.TIMEOUT, false);
        } else if (presence == RecordedRoom.Presence.GONE || awayTooLong(passed, presence)) {
            end(EpisodeEnd.ROOM_LEFT, false);
        } else {
            beat(passed);
        }
    }

    private synchronized boolean awayTooLong(Duration passed, RecordedRoom.Presence presence) {
        if (presence == RecordedRoom.Presence.HERE && !blind) {
            lastWell = passed;
        }
        return passed.minus(lastWell).compareTo(tools.patience()) > 0;
    }

    private synchronized void beat(Duration passed) {
        if (ending == null && passed.minus(lastBeat).compareTo(BEAT) >= 0) {
            lastBeat = passed;
            var _ = writer.tell(facts.watched());
        }
    }

    /** Ends it, unless it has ended. */
    void end(EpisodeEnd why, boolean discard) {
        finish(why.name(), () -> facts.ended(why, discard));
    }

    private void fail(String code, String message) {
        finish(code, () -> facts.failed(code, message));
    }

    private synchronized void finish(String why, Supplier<SpecificRecord> last) {
        if (ending == null) {
            ending = why;
            looking.interrupt();
            var _ = writer.finish(last.get()).whenComplete((_, _) -> close(why));
        }
    }

    /** Goes on no further here, for another goes on with it: no word of an end. */
    void handOver() {
        synchronized (this) {
            if (ending != null) {
                return;
            }
            ending = HANDED_OVER;
        }
        looking.interrupt();
        writer.abandon();
        close(HANDED_OVER);
    }

    private void close(String why) {
        Summary summary = summary(why);
        tools.meters().ended(why);
        LOG.atInfo()
                .addKeyValue(LogKeys.EVENT, "recording_ended")
                .addKeyValue(LogKeys.EPISODE, plan.episodeId())
                .addKeyValue(LogKeys.ROOM, room.address())
                .addKeyValue(LogKeys.END, why)
                .addKeyValue(LogKeys.FRAMES, summary.frames())
                .addKeyValue(LogKeys.ACTIONS, summary.actions())
                .addKeyValue(LogKeys.DURATION, clock.passed())
                .log("Recorded");
        done.complete(summary);
    }

    private synchronized Summary summary(String why) {
        return new Summary(plan.episodeId(), frames, actions, why);
    }

    private synchronized boolean ended() {
        return ending != null;
    }
}
