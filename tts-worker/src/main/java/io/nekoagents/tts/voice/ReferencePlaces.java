package io.nekoagents.tts.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders and buckets below which recordings are opened. The API has asked the same before a voice was made; but the
 * log can be written by others, and links can come later.
 */
final class ReferencePlaces {

    private static final String TENANT = "{tenant}";

    /** A file without a host, or what is in a bucket; in the plainest spelling alone. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:file:(?://)?|(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]))(/[^\\p{Cntrl}%\\\\?#]*)");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private final List<String> places;

    private ReferencePlaces(List<String> places) {
        this.places = places;
    }

    /** Where something is. */
    sealed interface Place {

        /** @param file as it is named, without links in the end */
        record OfFile(Path file) implements Place {}

        record OfBucket(String bucket, String key) implements Place {}
    }

    /** @throws IllegalArgumentException if one of them is none */
    static ReferencePlaces of(List<String> places) {
        return new ReferencePlaces(
                places.stream().map(ReferencePlaces::absolute).toList());
    }

    private static String absolute(String place) {
        String address = SCHEME.matcher(place).lookingAt()
                ? place
                : "file://" + Path.of(place).toAbsolutePath().normalize();
        return plain(address.replaceFirst("/+$", "") + "/")
                .orElseThrow(() -> new IllegalArgumentException("must be folders, or buckets as s3://bucket/prefix"));
    }

    /** The one spelling of a plain address; empty if it is none. */
    private static Optional<String> plain(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || hasDetours(parts.group(2))) {
            return Optional.empty();
        }
        return Optional.of((parts.group(1) == null ? "file://" : parts.group(1)) + parts.group(2));
    }

    private static boolean hasDetours(String path) {
        String[] steps = path.substring(1).split("/", -1);
        List<String> ways = Arrays.asList(steps).subList(0, path.endsWith("/") ? steps.length - 1 : steps.length);
        return ways.stream().anyMatch(step -> step.isBlank() || step.equals(".") || step.equals(".."));
    }

    /** Where an address of the tenant leads; empty if it is not to be opened. */
    Optional<Place> find(String tenant, String address) {
        return plain(address)
                .filter(plain -> !plain.endsWith("/"))
                .flatMap(plain -> places.stream()
                        .map(place -> place.replace(TENANT, tenant))
                        .filter(plain::startsWith)
                        .flatMap(place -> place(place, plain).stream())
                        .findFirst());
    }

    private static Optional<Place> place(String place, String address) {
        if (address.startsWith("s3://")) {
            int slash = address.indexOf('/', 5);
            return Optional.of(new Place.OfBucket(address.substring(5, slash), address.substring(slash + 1)));
        }
        try {
            Path file = Path.of(address.substring(7));
            return staysIn(Path.of(place.substring(7)), file) ? Optional.of(new Place.OfFile(file)) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** What is not there leads nowhere, and is said to be not there. */
    private static boolean staysIn(Path folder, Path file) {
        try {
            return !Files.exists(file) || file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }
}
