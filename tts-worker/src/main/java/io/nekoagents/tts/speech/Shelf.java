package io.nekoagents.tts.speech;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where finished files are kept. */
public interface Shelf extends AutoCloseable {

    /**
     * Keeps a file; the same name again replaces it.
     *
     * @param name within the store, such as {@code default/speech_1.wav}
     * @throws IOException if it could not be kept
     */
    Kept keep(String name, Path file) throws IOException, InterruptedException;

    @Override
    default void close() {}

    /** @param uri where it is, file: or s3: */
    record Kept(String uri, String sha256, long bytes) {}

    /** The one of the settings. */
    static Shelf of(SpeechSettings settings) {
        return bucket(settings.files())
                .<Shelf>map(place -> new BucketShelf(place, settings.s3Endpoint()))
                .orElseGet(() -> new FolderShelf(Path.of(settings.files().replaceFirst("^file:(//)?", ""))));
    }

    /** Whether a text names a folder or a bucket. */
    static boolean isPlace(String text) {
        return !text.isBlank() && (bucket(text).isPresent() || isFolder(text));
    }

    private static boolean isFolder(String text) {
        try {
            return text.startsWith("file://") || !Path.of(text).toString().contains(":/");
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Optional<URI> bucket(String text) {
        try {
            URI uri = new URI(text);
            return Optional.of(uri).filter(place -> "s3".equals(place.getScheme()) && place.getHost() != null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
