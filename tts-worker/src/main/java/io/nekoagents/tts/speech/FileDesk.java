package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.tts.LogKeys;
import io.nekoagents.tts.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks requests into files, one at a time, so that rooms go before. */
final class FileDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileDesk.class);
    private static final String MEDIA_TYPE = "audio/wav";

    private final String workerId;
    private final Casting casting;
    private final Synthesizer synthesizer;
    private final Shelf shelf;
    private final Facts facts;
    private final Meters meters;
    private final Map<String, Future<?>> jobs = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("speech-files").factory());

    FileDesk(Speech.Tools tools, Shelf shelf) {
        this.workerId = tools.workerId();
        this.casting = tools.casting();
        this.synthesizer = tools.synthesizer();
        this.facts = tools.facts();
        this.meters = tools.meters();
        this.shelf = shelf;
    }

    boolean works(String requestId) {
        return jobs.containsKey(requestId);
    }

    /** Done when the log has how it ended. */
    CompletableFuture<Void> take(Request request, String text, Past past) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        if (!past.queued()) {
            tell(request, new SpeechQueued(request.id(), request.tenant(), request.key(), workerId, meters.now()));
        }
        FutureTask<Void> work = new FutureTask<>(() -> make(request, text, settled), null);
        jobs.put(request.id(), work);
        thread.execute(work);
        return settled;
    }

    CompletableFuture<Void> refuse(Request request, SpeechFailedException why) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        end(request, failed(request, why), settled);
        return settled;
    }

    private void make(Request request, String text, CompletableFuture<Void> settled) {
        try {
            end(request, make(request, text), settled);
        } catch (SpeechFailedException e) {
            end(request, failed(request, e), settled);
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue(LogKeys.REQUEST, request.id()).log("Broken off");
        } catch (RuntimeException e) { // the edge of this thread
            LOG.atError().addKeyValue(LogKeys.REQUEST, request.id()).setCause(e).log("No file could be made");
            end(
                    request,
                    failed(request, new SpeechFailedException("internal_error", "The worker failed; its log says why")),
                    settled);
        }
    }

    private SpecificRecord make(Request request, String text) throws SpeechFailedException, InterruptedException {
        try {
            Path file = Files.createTempFile("neko-speech", ".wav");
            try {
                Performance.Spoken spoken = write(request, text, file);
                return kept(request, spoken, shelf.keep(request.tenant() + "/" + request.id() + ".wav", file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue(LogKeys.REQUEST, request.id()).setCause(e).log("A file could not be kept");
            throw new SpeechFailedException("not_kept", "The file could not be kept: " + e.getMessage());
        }
    }

    private Performance.Spoken write(Request request, String text, Path file)
            throws IOException, SpeechFailedException, InterruptedException {
        try (WavFile.Writer wav = WavFile.create(file)) {
            return new Performance(
                            Script.whole(text, 0),
                            casting.of(request.tenant(), request.style()),
                            synthesizer,
                            new FileOutlet(wav),
                            _ -> {})
                    .perform();
        }
    }

    private SpecificRecord kept(Request request, Performance.Spoken spoken, Shelf.Kept kept) {
        return new SpeechSynthesized(
                request.id(),
                request.tenant(),
                workerId,
                kept.uri(),
                kept.sha256(),
                kept.bytes(),
                MEDIA_TYPE,
                spoken.characters(),
                spoken.segments(),
                spoken.length().toMillis(),
                meters.now());
    }

    private SpeechFailed failed(Request request, SpeechFailedException why) {
        return new SpeechFailed(
                request.id(), request.tenant(), request.key(), why.code(), why.reason(), 0L, meters.now());
    }

    private void end(Request request, SpecificRecord fact, CompletableFuture<Void> settled) {
        meters.ended(fact);
        var _ = facts.tell(request.key(), fact).whenComplete((_, failure) -> {
            jobs.remove(request.id());
            if (failure == null) {
                settled.complete(null);
            } else {
                settled.completeExceptionally(failure);
            }
        });
    }

    private void tell(Request request, SpecificRecord fact) {
        var _ = facts.tell(request.key(), fact);
    }

    /** Another makes it. */
    void abandon(String requestId) {
        Future<?> work = jobs.remove(requestId);
        if (work != null) {
            work.cancel(true);
        }
    }

    void abandonAll() {
        jobs.keySet().forEach(this::abandon);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record FileOutlet(WavFile.Writer wav) implements Outlet {

        @Override
        public void write(float[] sound, Runnable heard) throws SpeechFailedException {
            try {
                wav.write(sound);
            } catch (IOException e) {
                throw new SpeechFailedException("not_kept", "The file could not be written: " + e.getMessage());
            }
            heard.run();
        }

        @Override
        public void finish() {
            // Closing the file does.
        }

        @Override
        public long heard() {
            return 0;
        }
    }
}
