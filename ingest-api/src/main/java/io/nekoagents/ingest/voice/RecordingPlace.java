package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.archive.Archive;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where recordings are kept: the first of the places in which they may be. One archive is for all tenants; what of the
 * place's name is by tenant, and all behind it, is part of the names in it.
 */
final class RecordingPlace implements AutoCloseable {

    private static final String TENANT = "{tenant}";

    /** Apart from what people put there. */
    private static final String FOLDER = "recordings/";

    private final @Nullable Archive archive;
    private final String prefix;

    private RecordingPlace(@Nullable Archive archive, String prefix) {
        this.archive = archive;
        this.prefix = prefix;
    }

    static RecordingPlace of(List<String> places, @Nullable URI s3Endpoint) {
        if (places.isEmpty()) {
            return new RecordingPlace(null, "");
        }
        String place = places.getFirst().replaceFirst("/+$", "");
        int tenant = place.indexOf(TENANT);
        int end = tenant < 0 ? place.length() : place.lastIndexOf('/', tenant) + 1;
        String prefix = place.substring(end);
        return new RecordingPlace(
                Archive.of(uri(place.substring(0, end)), s3Endpoint),
                prefix.isEmpty() ? FOLDER : prefix + "/" + FOLDER);
    }

    private static URI uri(String place) {
        return place.startsWith("s3:")
                ? URI.create(place)
                : Path.of(place.replaceFirst("^file:(?://)?", ""))
                        .toAbsolutePath()
                        .toUri();
    }

    /** Empty if there is no place. */
    Optional<Archive> archive() {
        return Optional.ofNullable(archive);
    }

    /** Of a tenant's file, in the archive. */
    String name(String tenant, String file) {
        return prefix.replace(TENANT, tenant) + file;
    }

    @Override
    public void close() {
        if (archive != null) {
            archive.close();
        }
    }
}
