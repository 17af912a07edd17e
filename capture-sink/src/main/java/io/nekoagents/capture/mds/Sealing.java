package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From the samples of a shard to its file: header and samples in one pass, hashed and compressed on the way. */
final class Sealing {

    private static final int CHUNK = 1 << 20;

    private final ShardFormat format;
    private final Path folder;
    private final ShardName name;

    Sealing(ShardFormat format, Path folder, ShardName name) {
        this.format = format;
        this.folder = folder;
        this.name = name;
    }

    SealedShard seal(byte[] header, FileChannel body, long samples) throws IOException {
        Path partial = Files.createTempFile(folder, "shard", ".part");
        try {
            Set<Hash> wanted = EnumSet.noneOf(Hash.class);
            wanted.addAll(format.hashes());
            wanted.addAll(name.needed());
            Map<Hash, Hasher> hashers = new EnumMap<>(Hash.class);
            wanted.forEach(hash -> hashers.put(hash, hash.start()));
            long bytes = 0;
            try (FileChannel to = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                byte[] chunk = new byte[CHUNK];
                ByteBuffer buffer = ByteBuffer.wrap(chunk);
                hashers.values().forEach(hasher -> hasher.update(header, 0, header.length));
                bytes += to.write(ByteBuffer.wrap(header));
                long at = 0;
                while (true) {
                    buffer.clear();
                    int read = body.read(buffer, at);
                    if (read < 0) {
                        break;
                    }
                    at += read;
                    hashers.values().forEach(hasher -> hasher.update(chunk, 0, read));
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        bytes += to.write(buffer);
                    }
                }
                to.force(true);
            }
            Map<Hash, String> hashes = new HashMap<>();
            hashers.forEach((hash, hasher) -> hashes.put(hash, hasher.hex()));
            String basename = name.basename().apply(hashes);
            hashes.keySet().retainAll(format.hashes());
            ShardEntry entry =
                    new ShardEntry(format, samples, new FileEntry(basename, bytes, hashes), Optional.empty());
            Path file = folder.resolve(entry.file().basename());
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Durable.folder(folder);
            return new SealedShard(file, entry);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
