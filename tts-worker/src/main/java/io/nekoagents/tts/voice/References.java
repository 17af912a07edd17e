package io.nekoagents.tts.voice;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.audio.InvalidRecordingException;
import io.nekoagents.schema.audio.Recording;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.tts.engine.Reference;
import io.nekoagents.tts.voice.ReferencePlaces.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The recordings that voices are to sound like, as files of this machine. Each is fetched once, and checked before anyone
 * gets it: that it lies where it may, is the one that the voice names, and is a recording. A voice that changed is looked
 * up anew. Thread-safe; who asks waits for as long as the fetching takes.
 */
public final class References implements AutoCloseable {

    private static final int MOST_KNOWN = 10_000;
    private static final int LOCKS = 16;

    private final ReferencePlaces places;
    private final RecordingStore store;
    private final RecordingCache cache;
    private final Counters counters;
    private final ReentrantLock[] fetching =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /** The names of files by what led to them. */
    private final Map<Source, Named> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Named> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    References(ReferencePlaces places, RecordingStore store, RecordingCache cache, MeterRegistry meters) {
        this.places = places;
        this.store = store;
        this.cache = cache;
        this.counters = Counters.of(meters);
    }

    /** @throws IOException if the folder of the settings cannot be used */
    public static References open(VoiceSettings settings, MeterRegistry meters) throws IOException {
        RecordingCache cache =
                RecordingCache.open(settings.cacheFolder(), settings.cacheSize().toBytes());
        return new References(settings.places(), new PlacedRecordings(settings), cache, meters);
    }

    /** What is behind an address may be another thing after the voice changed. */
    private record Source(String tenant, String address, Instant updatedAt) {}

    private record Named(String file, String sha256) {}

    private record Counters(Counter cached, Counter fetched, Counter bad, Counter unavailable) {

        private static Counters of(MeterRegistry meters) {
            return new Counters(
                    counter(meters, "cached"),
                    counter(meters, "fetched"),
                    counter(meters, "bad"),
                    counter(meters, "unavailable"));
        }

        private static Counter counter(MeterRegistry meters, String outcome) {
            return Counter.builder("neko.tts.references")
                    .description("Recordings of voices that were asked for")
                    .tag("outcome", outcome)
                    .register(meters);
        }
    }

    /**
     * The recording of a voice.
     *
     * @return empty if it has none, and speaks as the engine does
     * @throws VoiceException.BadReference if it will not do until the voice is changed
     * @throws VoiceException.ReferenceUnavailable if it may do later
     */
    public Optional<Reference> of(Voice voice) throws VoiceException, InterruptedException {
        String address = voice.getRefAudio();
        if (address == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(find(voice, address));
        } catch (VoiceException.BadReference e) {
            counters.bad().increment();
            throw e;
        } catch (VoiceException.ReferenceUnavailable e) {
            counters.unavailable().increment();
            throw e;
        }
    }

    private Reference find(Voice voice, String address) throws VoiceException, InterruptedException {
        String text = voice.getRefText();
        if (text == null || text.isBlank()) {
            throw new VoiceException.BadReference(voice.getVoiceId(), "is without what is said in it");
        }
        Source source = new Source(voice.getTenant(), address, voice.getUpdatedAt());
        ReentrantLock lock = requireNonNull(fetching[Math.floorMod(source.hashCode(), LOCKS)]);
        lock.lockInterruptibly();
        try {
            Optional<Reference> cached = cached(source, text);
            if (cached.isPresent()) {
                counters.cached().increment();
                return cached.get();
            }
            Reference fetched = fetch(voice, source, text);
            counters.fetched().increment();
            return fetched;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Reference> cached(Source source, String text) {
        Named named;
        synchronized (known) {
            named = known.get(source);
        }
        return named == null
                ? Optional.empty()
                : cache.find(named.file()).map(file -> new Reference(file, named.sha256(), text));
    }

    private Reference fetch(Voice voice, Source source, String text) throws VoiceException {
        String name = voice.getVoiceId();
        Place place = places.find(source.tenant(), source.address())
                .orElseThrow(() -> new VoiceException.BadReference(name, "lies where none may be"));
        try {
            String expected = voice.getRefSha256();
            Optional<Path> kept = expected == null ? Optional.empty() : cache.holding(expected);
            byte[] bytes = kept.isPresent()
                    ? Files.readAllBytes(kept.get())
                    : store.read(place, Recording.MOST_BYTES + 1)
                            .orElseThrow(() -> new VoiceException.BadReference(name, "is not there"));
            String sha256 = sha256(bytes);
            if (expected != null && !expected.equals(sha256)) {
                throw new VoiceException.BadReference(
                        name, "is another one than the voice names: its SHA-256 is " + sha256);
            }
            Recording recording = Recording.of(bytes);
            String file = sha256 + "." + recording.format().suffix();
            Path here = kept.isPresent() ? kept.get() : cache.put(file, bytes);
            synchronized (known) {
                known.put(source, new Named(file, sha256));
            }
            return new Reference(here, sha256, text);
        } catch (InvalidRecordingException e) {
            throw new VoiceException.BadReference(name, e.reason());
        } catch (IOException e) {
            throw new VoiceException.ReferenceUnavailable(name, e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
