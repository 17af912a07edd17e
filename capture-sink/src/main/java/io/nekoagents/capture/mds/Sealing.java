package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the samples of a shard to its file. Each hash and the compression read for themselves, on threads of their own:
 * reading what was just written costs little, and no hash can be split.
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
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.READ, StandardOpenOption.WRITE);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name("shard-", 0).factory())) {
            GrowingFile file = new GrowingFile(channel);
            Set<Hash> wanted = EnumSet.copyOf(name.needed());
            wanted.addAll(format.hashes());
            Map<Hash, Future<String>> ofRaw = hash(threads, raw, wanted);
            Map<Hash, Future<String>> ofZip = hash(threads, file, compressed ? Set.copyOf(format.hashes()) : Set.of());
            Future<Void> written = threads.submit(() -> write(raw, file, channel));
            await(written);
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

    private Void write(RawShard raw, GrowingFile file, FileChannel channel) throws IOException {
        try {
            Codec.of(format.compression()).compress(raw, file);
            file.complete();
        } finally {
            file.fail();
        }
        channel.force(true);
        return null;
    }

    private static Map<Hash, Future<String>> hash(ExecutorService threads, Bytes bytes, Collection<Hash> hashes) {
        Map<Hash, Future<String>> results = new EnumMap<>(Hash.class);
        hashes.forEach(hash -> results.put(hash, threads.submit(() -> hash(bytes, hash.start()))));
        return results;
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
