package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.store.Sums;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.Origin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the frames of one recording and writes its facts, in the order given, on a thread of its own: whoever looks and
 * listens waits for neither store nor log. What waits to be kept is bounded; beyond that, or when store or log are away for
 * too long, the recording has failed, and only its last word is still written.
 */
final class RecordingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);

    private final String episodeId;
    private final RecordingLog log;
    private final FrameKeeper keeper;
    private final Limits limits;
    private final Trouble trouble;
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytesWaiting = new AtomicLong();
    private final Thread thread;
    private volatile boolean failed;

    /**
     * How much is borne.
     *
     * @param bytes of frames that wait
     * @param away longest time that store or log are tried for one entry
     * @param again time between two tries
     */
    record Limits(long bytes, Duration away, Duration again) {

        static final Limits USUAL = new Limits(32L << 20, Duration.ofMinutes(2), Duration.ofMillis(500));
    }

    /** Hears, once, that the recording has failed. */
    @FunctionalInterface
    interface Trouble {
        void failed(String code, String message);
    }

    /** Something to be written. */
    private sealed interface Entry {

        record Pictured(String frameId, Shot shot, Instant at, Origin origin) implements Entry {}

        record Told(SpecificRecord fact, CompletableFuture<Void> written) implements Entry {}

        record Last(SpecificRecord fact, CompletableFuture<Void> written) implements Entry {}
    }

    RecordingWriter(String episodeId, RecordingLog log, FrameKeeper keeper, Limits limits, Trouble trouble) {
        this.episodeId = episodeId;
        this.log = log;
        this.keeper = keeper;
        this.limits = limits;
        this.trouble = trouble;
        this.thread = Thread.ofVirtual().name("write-" + episodeId).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Has a frame kept, and told of. */
    void keep(String frameId, Shot shot, Instant at, Origin origin) {
        if (bytesWaiting.addAndGet(shot.jpeg().length) > limits.bytes()) {
            fail("frames_not_kept", "Frames came faster than they were kept");
            return;
        }
        waiting.add(new Entry.Pictured(frameId, shot, at, origin));
    }

    /** Has a fact written; done when the broker has it. */
    CompletableFuture<Void> tell(SpecificRecord fact) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        waiting.add(new Entry.Told(fact, written));
        return written;
    }

    /** Has the last fact written, however long that takes; done when the broker has it. Nothing is written after it. */
    CompletableFuture<Void> finish(SpecificRecord fact) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        waiting.add(new Entry.Last(fact, written));
        return written;
    }

    /** Writes no more. */
    void abandon() {
        failed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                Entry entry = waiting.take();
                more = !(entry instanceof Entry.Last);
                try {
                    write(entry);
                } catch (RuntimeException e) { // the edge of this thread: nothing must be lost without a word
                    LOG.atError()
                            .addKeyValue(LogKeys.EPISODE, episodeId)
                            .setCause(e)
                            .log("A recording is not kept");
                    fail("recorder_failed", "The recorder could not keep the recording: " + e);
                    if (entry instanceof Entry.Last(var _, var written)) {
                        written.completeExceptionally(e);
                    }
                }
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.EPISODE, episodeId).log("A recording is written no further");
        }
    }

    private void write(Entry entry) throws InterruptedException {
        switch (entry) {
            case Entry.Pictured pictured -> keep(pictured);
            case Entry.Told(SpecificRecord fact, var written) -> {
                if (insist("log_unavailable", () -> log.append(episodeId, fact))) {
                    written.complete(null);
                }
            }
            case Entry.Last(SpecificRecord fact, var written) -> {
                append(fact);
                written.complete(null);
            }
        }
    }

    private void keep(Entry.Pictured pictured) throws InterruptedException {
        Shot shot = pictured.shot();
        try {
            insist("frames_not_kept", () -> {
                URI uri = keeper.put(episodeId + "/" + pictured.frameId() + ".jpg", shot.jpeg(), Jpeg.MEDIA_TYPE);
                log.append(episodeId, new FrameRecorded(episodeId, described(pictured, uri)));
            });
        } finally {
            bytesWaiting.addAndGet(-shot.jpeg().length);
        }
    }

    private static EpisodeFrame described(Entry.Pictured pictured, URI uri) {
        Shot shot = pictured.shot();
        return EpisodeFrame.newBuilder()
                .setFrameId(pictured.frameId())
                .setUri(uri.toString())
                .setSha256(Sums.sha256(shot.jpeg()))
                .setBytes(shot.jpeg().length)
                .setMediaType(Jpeg.MEDIA_TYPE)
                .setWidth(shot.width())
                .setHeight(shot.height())
                .setOrigin(pictured.origin())
                .setCapturedAt(pictured.at())
                .build();
    }

    /** False if it was not to be done: the recording has failed before, or now. */
    private boolean insist(String code, Runnable work) throws InterruptedException {
        long until = System.nanoTime() + limits.away().toNanos();
        while (!failed) {
            try {
                work.run();
                return true;
            } catch (FrameKeeper.FrameNotKeptException | RecordingLog.LogUnavailableException e) {
                warn(e);
                if (System.nanoTime() - until > 0) {
                    fail(code, String.valueOf(e.getMessage()));
                }
            }
            pause();
        }
        return false;
    }

    private void append(SpecificRecord last) throws InterruptedException {
        while (true) {
            try {
                log.append(episodeId, last);
                return;
            } catch (RecordingLog.LogUnavailableException e) {
                warn(e);
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(limits.again().toNanos());
    }

    private void fail(String code, String message) {
        if (!failed) {
            failed = true;
            trouble.failed(code, message);
        }
    }

    private void warn(RuntimeException problem) {
        LOG.atWarn()
                .addKeyValue(LogKeys.EPISODE, episodeId)
                .addKeyValue(LogKeys.PROBLEM, problem.toString())
                .log("Part of a recording could not be kept yet");
    }
}
