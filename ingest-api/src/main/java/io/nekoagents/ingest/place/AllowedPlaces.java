package io.nekoagents.ingest.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders and buckets below which a client's addresses must lie. An address is taken only in its plainest spelling,
 * so that whoever opens it later cannot read another one out of it: no {@code ..}, no percent sign, no user, query or
 * fragment. A file must not be reached through a link that leads out of its folder; who opens it looks again.
 */
public final class AllowedPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(AllowedPlaces.class);
    private static final String TENANT = "{tenant}";
    private static final int LONGEST = 2_048;

    /** A file without a host ({@code file:/x} is {@code file:///x}), or what is in a bucket. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:file:(?://)?|(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]))(/[^\\p{Cntrl}%\\\\?#]*)");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private final List<String> places;

    private AllowedPlaces(List<String> places) {
        this.places = places;
    }

    /**
     * @param places folders, as path or {@code file:} URI, and {@code s3://bucket/prefix}; <code>{tenant}</code> stands
     *     for the caller's tenant
     * @throws IllegalArgumentException if one of them is none
     */
    public static AllowedPlaces of(List<String> places) {
        return new AllowedPlaces(places.stream().map(AllowedPlaces::absolute).toList());
    }

    private static String absolute(String place) {
        String address = SCHEME.matcher(place).lookingAt()
                ? place
                : "file://" + Path.of(place).toAbsolutePath().normalize();
        return canonical(address.replaceFirst("/+$", "") + "/")
                .orElseThrow(() -> new IllegalArgumentException("must be folders, or buckets as s3://bucket/prefix"));
    }

    /** Why an address may not be named by the tenant, for a person; empty if it may. */
    public Optional<String> refusal(String tenant, String address) {
        Optional<String> plain = canonical(address).filter(each -> !each.endsWith("/"));
        if (plain.isEmpty()) {
            return Optional.of("must be a plain file:/path or s3://bucket/key, of at most " + LONGEST
                    + " characters, without .. and %");
        }
        List<String> own =
                places.stream().map(place -> place.replace(TENANT, tenant)).toList();
        return own.stream().anyMatch(place -> isBelow(place, plain.get()))
                ? Optional.empty()
                : Optional.of(own.stream()
                        .collect(Collectors.joining(" or ", "must lie below ", own.isEmpty() ? "no place" : "")));
    }

    /** The one spelling of a plain address; empty if it is none. */
    private static Optional<String> canonical(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (address.length() > LONGEST || !parts.matches() || hasDetours(parts.group(2))) {
            return Optional.empty();
        }
        return Optional.of((parts.group(1) == null ? "file://" : parts.group(1)) + parts.group(2));
    }

    private static boolean hasDetours(String path) {
        String[] steps = path.substring(1).split("/", -1);
        List<String> ways = Arrays.asList(steps).subList(0, path.endsWith("/") ? steps.length - 1 : steps.length);
        return ways.stream().anyMatch(step -> step.isBlank() || step.equals(".") || step.equals(".."));
    }

    private static boolean isBelow(String place, String address) {
        return address.startsWith(place)
                && (!address.startsWith("file:") || staysIn(place.substring(7), address.substring(7)));
    }

    /** The part of the way that is there already must be in the folder, wherever its links lead. */
    private static boolean staysIn(String place, String address) {
        try {
            Path folder = Path.of(place);
            for (Path there = Path.of(address); there != null && there.startsWith(folder); there = there.getParent()) {
                if (Files.exists(there) || Files.isSymbolicLink(there)) {
                    return there.toRealPath().startsWith(folder.toRealPath());
                }
            }
            return true;
        } catch (IOException | InvalidPathException e) {
            LOG.atInfo().setCause(e).log("Refused a file that cannot be looked at");
            return false;
        }
    }
}
