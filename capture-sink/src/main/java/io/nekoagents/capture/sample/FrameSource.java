package io.nekoagents.capture.sample;

import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.capture.store.Sums;
import io.nekoagents.schema.capture.EpisodeFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Frames as they were kept: what a record names is read only below the stores that are configured, and only if it is what the record says. */
public final class FrameSource {

    /** No screen is as large as this, in JPEG or PNG. */
    private static final int MOST_BYTES = 64 << 20;

    private final Map<Address, Store> stores = new LinkedHashMap<>();
    private final int readers;

    public FrameSource(FrameSettings settings, Stores stores) {
        settings.places().forEach(place -> this.stores.put(place, stores.at(place)));
        this.readers = settings.readers();
    }

    /** Takes a frame's bytes. */
    @FunctionalInterface
    interface Sink {
        void take(int index, EpisodeFrame frame, byte[] bytes) throws IOException, EpisodeRefusedException;
    }

    /**
     * Gives the frames in their order; a few are fetched ahead, so that the memory this takes does not grow with their
     * number.
     *
     * @throws EpisodeRefusedException if one is not there, or not the one that was recorded
     * @throws StoreException if that cannot be known now
     */
    void readAll(List<EpisodeFrame> frames, Sink sink) throws IOException, EpisodeRefusedException {
        ExecutorService fetching =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
        try {
            Deque<Future<byte[]>> ahead = new ArrayDeque<>();
            int asked = 0;
            for (int index = 0; index < frames.size(); index++) {
                while (asked < frames.size() && ahead.size() < readers) {
                    EpisodeFrame next = frames.get(asked++);
                    ahead.add(fetching.submit(() -> read(next)));
                }
                sink.take(index, frames.get(index), await(ahead.remove()));
            }
        } finally {
            fetching.shutdownNow();
        }
    }

    private static byte[] await(Future<byte[]> fetched) throws EpisodeRefusedException {
        try {
            return fetched.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case EpisodeRefusedException refused -> throw refused;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new StoreException("A frame could not be read", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while frames were read", e);
        }
    }

    private byte[] read(EpisodeFrame frame) throws EpisodeRefusedException {
        if (frame.getBytes() > MOST_BYTES) {
            throw new EpisodeRefusedException(
                    "frame_unreadable", "frame " + frame.getFrameId() + " has more than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = find(frame)
                .orElseThrow(() -> new EpisodeRefusedException(
                        "frame_missing", "frame " + frame.getFrameId() + " is not in any store of frames"));
        if (!Sums.sha256(bytes).equals(frame.getSha256())) {
            throw new EpisodeRefusedException(
                    "frame_changed", "frame " + frame.getFrameId() + " is not the one that was recorded");
        }
        return bytes;
    }

    private Optional<byte[]> find(EpisodeFrame frame) {
        URI address;
        try {
            address = URI.create(frame.getUri());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        for (Map.Entry<Address, Store> each : stores.entrySet()) {
            Optional<String> name = each.getKey().nameOf(address);
            if (name.isPresent()) {
                requireThere(each.getKey());
                return each.getValue().get(name.get(), MOST_BYTES);
            }
        }
        return Optional.empty();
    }

    /** Where the whole folder is gone, a disk is; no frame is called missing for that. */
    private static void requireThere(Address place) {
        if (place instanceof Address.OfFolder(var folder) && !Files.isDirectory(folder)) {
            throw new StoreException("The folder of frames " + folder + " is not there", null);
        }
    }
}
