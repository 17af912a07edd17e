package io.nekoagents.capture.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder, or a prefix of a bucket. Only the plainest spelling is taken, so that nobody reads another place out of it: no
 * {@code ..}, no percent sign, no user, query or fragment.
 */
public sealed interface Address {

    /** A folder of this machine, absolute. */
    record OfFolder(Path folder) implements Address {

        public OfFolder {
            folder = folder.toAbsolutePath().normalize();
        }

        @Override
        public Address below(String name) {
            return new OfFolder(folder.resolve(step(name)));
        }

        @Override
        public Optional<String> nameOf(URI address) {
            try {
                Path file = Path.of(address);
                return file.startsWith(folder) && file.equals(file.normalize()) && !file.equals(folder)
                        ? Optional.of(folder.relativize(file).toString())
                        : Optional.empty();
            } catch (IllegalArgumentException | FileSystemNotFoundException _) {
                return Optional.empty();
            }
        }

        /** {@code file:///…/} */
        @Override
        public String toString() {
            return "file://" + (folder.toString().equals("/") ? "" : folder) + "/";
        }
    }

    /** @param prefix empty, or ends with a slash */
    record OfBucket(String bucket, String prefix) implements Address {

        @Override
        public Address below(String name) {
            return new OfBucket(bucket, prefix + step(name) + "/");
        }

        @Override
        public Optional<String> nameOf(URI address) {
            String other = address.toString();
            String name =
                    other.startsWith(toString()) ? other.substring(toString().length()) : "";
            return name.isEmpty() || name.contains("%") || hasDetours("/" + name)
                    ? Optional.empty()
                    : Optional.of(name);
        }

        /** Each object in it has an address, and so must be one itself. */
        private boolean hasAddresses() {
            try {
                return !bucket.contains("..") && new URI(toString()).getPath().equals("/" + prefix);
            } catch (URISyntaxException _) {
                return false;
            }
        }

        /** {@code s3://bucket/prefix/} */
        @Override
        public String toString() {
            return "s3://" + bucket + "/" + prefix;
        }
    }

    Pattern STEP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    Pattern FORM = Pattern.compile("(?:file:(?://)?|s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9]))(/[^\\p{Cntrl}%\\\\?#]*)?");

    /**
     * The folder, or what is below the prefix, of that name.
     *
     * @throws IllegalArgumentException if it is the name of more than one step, or of none
     */
    Address below(String name);

    /** Without the slash at its end, as it stands in records. */
    default String text() {
        return toString().replaceFirst("(?<=[^/])/$", "");
    }

    /**
     * Reads {@code file:} and {@code s3:} addresses.
     *
     * @throws IllegalArgumentException if it is none, or not plain
     */
    static Address parse(String address) {
        Matcher parts = FORM.matcher(address);
        String path = parts.matches() && parts.group(2) != null ? parts.group(2) : "";
        if (!parts.matches() || hasDetours(path) || (parts.group(1) == null && path.isEmpty())) {
            throw new IllegalArgumentException("must be a plain file:/path or s3://bucket/prefix, without .. and %");
        }
        return parts.group(1) == null
                ? new OfFolder(Path.of(path))
                : new OfBucket(
                        parts.group(1),
                        path.length() < 2 ? "" : path.substring(1).replaceFirst("/?$", "/"));
    }

    /** Why nothing could ever be put there, for a person; empty if something may. */
    default Optional<String> flaw() {
        return switch (this) {
            case OfFolder _ -> Optional.empty();
            case OfBucket bucket ->
                bucket.hasAddresses()
                        ? Optional.empty()
                        : Optional.of("must name a bucket that there can be, without spaces and the like");
        };
    }

    /** As {@link #parse}, or the path of a folder. */
    static Address ofSetting(String place) {
        return SCHEME.matcher(place).lookingAt() ? parse(place) : new OfFolder(Path.of(place));
    }

    /** The name of what has this address, seen from here; empty if it is not below. */
    Optional<String> nameOf(URI address);

    private static String step(String name) {
        if (!STEP.matcher(name).matches()) {
            throw new IllegalArgumentException("must be the name of one folder, not " + name);
        }
        return name;
    }

    private static boolean hasDetours(String path) {
        if (path.isEmpty()) {
            return false;
        }
        String[] steps = path.substring(1).split("/", -1);
        List<String> ways = Arrays.asList(steps).subList(0, path.endsWith("/") ? steps.length - 1 : steps.length);
        return ways.stream().anyMatch(step -> step.isBlank() || step.equals(".") || step.equals(".."));
    }
}
