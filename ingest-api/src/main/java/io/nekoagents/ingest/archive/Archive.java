package io.nekoagents.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder, or a prefix of a bucket. Thread-safe. */
public interface Archive extends AutoCloseable {

    /**
     * @param store folder as {@code file:} URI or path, or {@code s3://bucket/prefix}
     * @param s3Endpoint of an S3-compatible store, path-style; null is AWS
     */
    static Archive of(URI store, @Nullable URI s3Endpoint) {
        return switch (store.getScheme()) {
            case null -> new FolderArchive(Path.of(store.toString()));
            case "s3" -> new BucketArchive(store, s3Endpoint);
            default -> new FolderArchive(Path.of(store));
        };
    }

    /** What is wrong with the place of an archive, to go on after the name of the setting; empty if nothing is. */
    static Optional<String> fault(URI store) {
        String scheme = store.getScheme();
        if (scheme != null && !scheme.equals("file") && !scheme.equals("s3")) {
            return Optional.of("must be a path, or have the scheme file or s3");
        }
        return "s3".equals(scheme) && store.getHost() == null
                ? Optional.of("must name a bucket, as s3://bucket/prefix")
                : Optional.empty();
    }

    /** @param bytes how many the content has */
    record Stored(long bytes, InputStream content) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * What is at an address, to be read and closed; empty if there is nothing, or the address is not of this archive: what
     * a record in the log names is not to be trusted.
     *
     * @throws ArchiveUnavailableException if the archive does not answer
     */
    Optional<Stored> open(URI address);

    /**
     * All the bytes at an address; empty as with {@link #open}.
     *
     * @throws ArchiveUnavailableException if the archive does not answer, or not to the end
     */
    default Optional<byte[]> read(URI address) {
        Optional<Stored> found = open(address);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Stored stored = found.get()) {
            return Optional.of(stored.content().readAllBytes());
        } catch (IOException e) {
            throw new ArchiveUnavailableException("The archive ends in the midst of it", e);
        }
    }

    /** The plain address of what has this name: relative, of steps without {@code ..}. */
    String address(String name);

    /**
     * Keeps something under a name, in the place of what was there before.
     *
     * @throws ArchiveUnavailableException if it is not known to be kept
     */
    void put(String name, byte[] bytes, String mediaType);

    @Override
    default void close() {}
}
