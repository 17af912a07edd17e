package io.nekoagents.tts.room;

import io.nekoagents.neko.RoomAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rooms that are spoken in.
 *
 * @param username shown to others in the room
 * @param password of a user who may share media, or of an admin
 * @param credentials what rooms of sessions are entered with, by the name that a session gives, as for workers; each with
 *     {@code username}, {@code password} and {@code may-enter}: the addresses that are told it, and no others
 * @param mayEnter addresses that rooms of sessions and tasks may have, comma separated: they and what is below them is
 *     entered, and told the password; a host may begin with {@code *.}
 * @param watched base addresses of further rooms in whose chat {@code /yap} is listened to, comma separated; a part
 *     {@code tenant=} before an address says who speaks there, else {@code default}
 * @param patience longest wait for a session, a room, or one that is away
 */
@ConfigurationProperties("neko.tts.rooms")
public record RoomSettings(
        @DefaultValue("voice") String username,
        @DefaultValue("neko") String password,
        @DefaultValue Map<String, Login> credentials,
        @DefaultValue("http://127.0.0.1:8090/") List<String> mayEnter,
        @DefaultValue({}) List<String> watched,
        @DefaultValue("20s") Duration patience) {

    private static final String PREFIX = "neko.tts.rooms.";

    /**
     * Who a room lets in.
     *
     * @param mayEnter addresses below which the password may be told
     */
    public record Login(
            @DefaultValue("voice") String username,
            String password,
            @DefaultValue({}) List<String> mayEnter) {

        public Login {
            mayEnter = mayEnter.stream().filter(place -> !place.isBlank()).toList();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /** A room whose chat is listened to, and who speaks there. */
    record Watched(String tenant, URI address) {}

    public RoomSettings {
        credentials = Map.copyOf(credentials);
        mayEnter = mayEnter.stream().filter(place -> !place.isBlank()).toList();
        watched = watched.stream().filter(room -> !room.isBlank()).toList();
        require("patience", patience.isPositive(), "must be positive");
        requirePlaces("may-enter", mayEnter);
        credentials.forEach((name, login) -> {
            String key = "credentials." + name + ".may-enter";
            require(key, !login.mayEnter().isEmpty(), "must say which rooms are told the password");
            requirePlaces(key, login.mayEnter());
        });
        Set<URI> seen = new HashSet<>();
        for (String room : watched) {
            require("watched", seen.add(watchedRoom(room).address()), "names a room twice: " + room);
        }
    }

    /** The worker's own. */
    Login login() {
        return new Login(username, password, mayEnter);
    }

    /** @param name in {@link #credentials} */
    Optional<Login> login(String name) {
        return Optional.ofNullable(credentials.get(name));
    }

    List<Watched> watchedRooms() {
        return watched.stream().map(RoomSettings::watchedRoom).toList();
    }

    private static Watched watchedRoom(String text) {
        int equals = text.indexOf('=');
        boolean named = equals > 0 && equals < text.indexOf(':');
        String tenant = named ? text.substring(0, equals).strip() : "default";
        require("watched", tenant.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), "names no tenant: " + tenant);
        URI address = RoomAddresses.canonical((named ? text.substring(equals + 1) : text).strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        PREFIX + "watched must hold absolute http or https addresses without credentials"));
        return new Watched(tenant, address);
    }

    private static void requirePlaces(String key, List<String> places) {
        require(
                key,
                places.stream().allMatch(RoomAddresses::isPlace),
                "must hold absolute http or https addresses without credentials");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException(PREFIX + key + " " + rule);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RoomSettings[username=" + username + ", mayEnter=" + mayEnter + ", watched=" + watched + "]";
    }
}
