package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the samples of a shard to its file. Each hash and the compression read for themselves, the hashes on threads of
 * their own: reading what was just written costs little, and no hash can be split. The compression stays on the thread
 * that seals: malloc keeps what is freed for threads of the same arena, so that a new thread a shard would leave the
 * compressor's memory behind in one arena after the other.
 */
final class Sealing {

    private final ShardFormat format;
    private final Path folder;
    private final ShardName name;

    Sealing(ShardFormat format, Path folder, ShardName name) {
        this.format = format;
        this.folder = folder;
        this.name = name;
    }

    SealedShard seal(RawShard raw) throws IOException {
        Path partial = Files.createTempFile(folder, "shard", ".part");
        try {
            ShardEntry entry = write(raw, partial);
            Path file = folder.resolve(entry.file().basename());
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Durable.folder(folder);
            return new SealedShard(file, entry);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private ShardEntry write(RawShard raw, Path partial) throws IOException {
        boolean compressed = !format.compression().equals(Compression.NONE);
        try (Arena memory = Arena.ofShared();
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name("shard-", 0).factory());
                GrowingFile file = GrowingFile.open(partial, memory)) {
            Set<Hash> wanted = EnumSet.copyOf(name.needed());
            wanted.addAll(format.hashes());
            Map<Hash, Future<String>> ofRaw = new EnumMap<>(Hash.class);
            wanted.forEach(hash -> ofRaw.put(hash, threads.submit(() -> hash(raw, hash.start()))));
            Map<Hash, Future<String>> ofZip = new EnumMap<>(Hash.class);
            for (Hash hash : compressed ? format.hashes() : List.<Hash>of()) {
                GrowingFile.Reader reader = file.reader();
                ofZip.put(hash, threads.submit(() -> hash(reader, hash.start())));
            }
            write(raw, file);
            Map<Hash, String> hashes = results(ofRaw);
            String basename = name.basename().apply(Map.copyOf(hashes));
            hashes.keySet().retainAll(format.hashes());
            FileEntry rawData = new FileEntry(basename, raw.size(), hashes);
            Optional<FileEntry> zipData = compressed
                    ? Optional.of(new FileEntry(ShardEntry.zipName(basename, format), file.size(), results(ofZip)))
                    : Optional.empty();
            return new ShardEntry(format, raw.samples(), rawData, zipData);
        }
    }

    private void write(RawShard raw, GrowingFile file) throws IOException {
        try (file) {
            Codec.of(format.compression()).compress(raw, file);
            file.complete();
        }
    }

    private static String hash(GrowingFile.Reader reader, Hasher hasher) throws IOException {
        try (reader) {
            return hash((Bytes) reader, hasher);
        }
    }

    static String hash(Bytes bytes, Hasher hasher) throws IOException {
        byte[] chunk = new byte[Bytes.CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        long at = 0;
        for (int read = bytes.read(buffer, at); read >= 0; read = bytes.read(buffer.clear(), at)) {
            hasher.update(chunk, 0, read);
            at += read;
        }
        return hasher.hex();
    }

    private static Map<Hash, String> results(Map<Hash, Future<String>> hashing) throws IOException {
        Map<Hash, String> hashes = new EnumMap<>(Hash.class);
        for (Map.Entry<Hash, Future<String>> hash : hashing.entrySet()) {
            hashes.put(hash.getKey(), await(hash.getValue()));
        }
        return hashes;
    }

    private static <T> T await(Future<T> result) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a shard was sealed");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw new IOException(cause.getMessage(), cause);
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
