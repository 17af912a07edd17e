package io.nekoagents.neko;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The addresses that rooms may have which are entered on somebody's word, as that of a session's room comes from the log.
 * Whoever can write there must not be able to have a password sent to a place of his own.
 */
public final class RoomAddresses {

    private static final String ANY = "*.";

    private final List<Place> places;

    private RoomAddresses(List<Place> places) {
        this.places = places;
    }

    /**
     * A place, and all below it.
     *
     * @param host a name, or what a name must end in where it begins with a dot
     */
    private record Place(String scheme, String host, int port, String path) {

        boolean holds(URI address) {
            return scheme.equals(address.getScheme())
                    && (host.startsWith(".")
                            ? address.getHost().endsWith(host)
                            : address.getHost().equals(host))
                    && port == address.getPort()
                    && address.getPath().startsWith(path);
        }
    }

    /** Whether {@link #of} takes it. */
    public static boolean isPlace(String text) {
        return place(text).isPresent();
    }

    /** @throws IllegalArgumentException if one of them is none */
    public static RoomAddresses of(List<String> places) {
        return new RoomAddresses(places.stream()
                .map(text -> place(text)
                        .orElseThrow(
                                () -> new IllegalArgumentException(text + " is no absolute http or https address")))
                .toList());
    }

    /** Whether a room may be entered that is there. */
    public boolean hold(URI canonical) {
        return places.stream().anyMatch(place -> place.holds(canonical));
    }

    /** The one spelling of a room's address: without the usual port, and with a slash at its end. Empty if it is none. */
    public static Optional<URI> canonical(String address) {
        try {
            URI given = new URI(address).normalize();
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            boolean sound = (scheme.equals("http") || scheme.equals("https"))
                    && given.getHost() != null
                    && given.getRawUserInfo() == null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null
                    && !given.getRawPath().contains("..")
                    && !given.getRawPath().contains("%");
            if (!sound) {
                return Optional.empty();
            }
            int usual = scheme.equals("http") ? 80 : 443;
            String path = given.getPath().endsWith("/") ? given.getPath() : given.getPath() + "/";
            return Optional.of(new URI(
                    scheme,
                    null,
                    given.getHost().toLowerCase(Locale.ROOT),
                    given.getPort() == usual ? -1 : given.getPort(),
                    path,
                    null,
                    null));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<Place> place(String text) {
        String dot = text.contains("://" + ANY) ? "." : "";
        return canonical(text.strip().replace("://" + ANY, "://"))
                .map(address ->
                        new Place(address.getScheme(), dot + address.getHost(), address.getPort(), address.getPath()));
    }
}
