package io.nekoagents.capture.recorder;

import io.nekoagents.neko.RoomAddresses;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.rule.CaptureRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The recorder.
 *
 * @param id name of this recorder, unique among all; empty makes one of host name and a random part
 * @param rooms base addresses of rooms in whose chat {@code /start} and {@code /stop} are listened to, comma separated; a
 *     part {@code tenant=} before an address says whose episodes they are, else {@code default}; each is to be watched by
 *     one recorder only
 * @param mayEnter addresses that rooms of sessions may have, comma separated: they and what is below them is entered, and
 *     told the password; a host may begin with {@code *.}; rooms that are watched need not be named again
 * @param username shown to others in the room
 * @param password of an admin, or of a user where the room shows its screen to users
 * @param credentials what rooms of sessions are entered with, by the name that a session gives, as for workers; each with
 *     {@code username}, {@code password} and {@code may-enter}: the addresses that are told it, and no others
 * @param video {@code screenshots} over HTTP, or {@code webrtc}
 * @param agents names under which agents are in rooms: what they do is theirs, all else is people's
 * @param slots recordings at once, 1 to 256
 * @param fps frames a second at most, of episodes begun in chat, 1 to 60; a tenant's own configuration goes before it
 * @param jpegQuality of those episodes' frames, 1 to 100
 * @param minFrames of those episodes, 1 to 10000; one of fewer is discarded
 * @param timeout longest time of those episodes, 1 s to 1 d; a plain number is seconds
 * @param patience longest wait for a session, a slot or a room, before a recording fails, and for a room that is away,
 *     before it ends
 */
@ConfigurationProperties("neko.capture.recorder")
public record RecorderSettings(
        @DefaultValue("") String id,
        @DefaultValue({}) List<String> rooms,
        @DefaultValue("http://127.0.0.1:8090/") List<String> mayEnter,
        @DefaultValue("recorder") String username,
        @DefaultValue("admin") String password,
        @DefaultValue Map<String, Login> credentials,
        @DefaultValue("screenshots") VideoSource video,
        @DefaultValue("agent") Set<String> agents,
        @DefaultValue("8") int slots,
        @DefaultValue("2") double fps,
        @DefaultValue("85") int jpegQuality,
        @DefaultValue("4") int minFrames,

        @DefaultValue("900") @DurationUnit(ChronoUnit.SECONDS)
        Duration timeout,

        @DefaultValue("60s") Duration patience) {

    private static final String PREFIX = "neko.capture.recorder.";

    /**
     * Who a room lets in.
     *
     * @param mayEnter addresses below which the password may be told
     */
    public record Login(
            @DefaultValue("recorder") String username,
            String password,
            @DefaultValue({}) List<String> mayEnter) {

        public Login {
            mayEnter = List.copyOf(mayEnter);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /** How the room is seen. */
    public enum VideoSource {
        SCREENSHOTS,
        WEBRTC
    }

    /** A room in whose chat episodes can be begun, and whose they are. */
    record WatchedRoom(String tenant, URI address) {}

    public RecorderSettings {
        rooms = rooms.stream().filter(room -> !room.isBlank()).toList();
        mayEnter = List.copyOf(mayEnter);
        credentials = Map.copyOf(credentials);
        agents = Set.copyOf(agents);
        require("id", id.isEmpty() || id.matches("[A-Za-z0-9._-]{1,100}"), "must be 1 to 100 of A-Z a-z 0-9 . _ -");
        require("slots", slots >= 1 && slots <= 256, "must be 1 to 256");
        require("fps", fps > 0 && fps <= CaptureRules.MAX_FPS, "must be above 0, and 60 at most");
        require("jpeg-quality", jpegQuality >= 1 && jpegQuality <= 100, "must be 1 to 100");
        require("min-frames", minFrames >= 1 && minFrames <= CaptureRules.MAX_MIN_FRAMES, "must be 1 to 10000");
        require(
                "timeout",
                timeout.toSeconds() >= 1 && timeout.toSeconds() <= CaptureRules.MAX_TIMEOUT_SECONDS,
                "must be 1s to 1d");
        require("patience", patience.isPositive(), "must be positive");
        id = id.isEmpty() ? hostName() + "-" + UUID.randomUUID().toString().substring(0, 8) : id;
        requirePlaces("may-enter", mayEnter);
        credentials.forEach((name, login) -> {
            String key = "credentials." + name + ".may-enter";
            require(key, !login.mayEnter().isEmpty(), "must say which rooms are told the password");
            requirePlaces(key, login.mayEnter());
        });
        Set<URI> watched = new HashSet<>();
        for (String room : rooms) {
            require("rooms", watched.add(watched(room).address()), "names a room twice: " + room);
        }
    }

    /** @param name in {@link #credentials}; null for the recorder's own */
    Optional<Login> login(@Nullable String name) {
        return name == null ? Optional.of(own()) : Optional.ofNullable(credentials.get(name));
    }

    Login own() {
        return new Login(username, password, mayEnter);
    }

    /** Whether a room may be told the password of a login; one that is watched has been told the recorder's own. */
    boolean mayEnter(@Nullable String name, URI room) {
        return login(name)
                        .filter(login -> RoomAddresses.of(login.mayEnter()).hold(room))
                        .isPresent()
                || (name == null
                        && watched().stream().anyMatch(each -> each.address().equals(room)));
    }

    List<WatchedRoom> watched() {
        return rooms.stream().map(RecorderSettings::watched).toList();
    }

    /** How an episode is recorded that nobody gave other options. */
    CaptureOptions options() {
        return new CaptureOptions((int) Math.ceil(fps), jpegQuality, minFrames, (int) timeout.toSeconds());
    }

    private static WatchedRoom watched(String text) {
        int equals = text.indexOf('=');
        boolean named = equals > 0 && equals < text.indexOf(':');
        String tenant = named ? text.substring(0, equals).strip() : "default";
        require("rooms", tenant.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), "names no tenant: " + tenant);
        String address = (named ? text.substring(equals + 1) : text).strip();
        return new WatchedRoom(
                tenant,
                RoomAddresses.canonical(address)
                        .orElseThrow(() -> new IllegalArgumentException(
                                PREFIX + "rooms must hold absolute http or https addresses without credentials")));
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

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException _) {
            return "recorder";
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RecorderSettings[id=" + id + ", rooms=" + rooms + ", username=" + username + ", video=" + video + "]";
    }
}
