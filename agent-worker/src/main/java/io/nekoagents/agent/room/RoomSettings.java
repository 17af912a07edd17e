package io.nekoagents.agent.room;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rooms of this worker's pool.
 *
 * @param rooms base addresses of the Neko rooms, comma separated; a part {@code name=} before an address gives the room
 *     the name that a task's {@code session_id} asks for, else it is {@code room-1}, {@code room-2}, …
 * @param username shown to others in the room
 * @param password of a user or, so that control can be taken from others, an admin; the same in all rooms
 * @param video {@code webrtc}, or {@code screenshots} for rooms that no media reaches
 * @param relayOnly whether media goes through a TURN server only
 * @param iceServers further STUN and TURN servers, comma separated, as {@code turn:user:password@host:port}
 * @param connectTimeout longest time to enter a room
 * @param credentials what rooms of sessions are entered with, by the name that a session gives, e.g. {@code
 *     NEKO_AGENT_ROOM_CREDENTIALS_STAFF_PASSWORD}; each with {@code username} and {@code password}
 * @param checkEvery time between two looks whether each room is well, 100 ms to 1 m
 */
@ConfigurationProperties("neko.agent.room")
public record RoomSettings(
        @DefaultValue("http://127.0.0.1:8090/") List<String> rooms,
        @DefaultValue("agent") String username,
        @DefaultValue("admin") String password,
        @DefaultValue("webrtc") VideoSource video,
        @DefaultValue("false") boolean relayOnly,
        @DefaultValue({}) List<String> iceServers,
        @DefaultValue("30s") Duration connectTimeout,
        @DefaultValue Map<String, Login> credentials,
        @DefaultValue("5s") Duration checkEvery) {

    /** Who a room lets in. */
    public record Login(@DefaultValue("agent") String username, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /** How the room is seen. */
    public enum VideoSource {
        WEBRTC,
        SCREENSHOTS
    }

    /** A room by name. */
    public record Address(String name, URI uri) {}

    public RoomSettings {
        rooms = List.copyOf(rooms);
        iceServers = List.copyOf(iceServers);
        credentials = Map.copyOf(credentials);
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("neko.agent.room.rooms must name at least one room");
        }
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException("neko.agent.room.connect-timeout must be positive");
        }
        if (checkEvery.toMillis() < 100 || checkEvery.toMillis() > 60_000) {
            throw new IllegalArgumentException("neko.agent.room.check-every must be 100ms to 1m");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rooms.size(); i++) {
            if (!names.add(address(rooms.get(i), i).name())) {
                throw new IllegalArgumentException("neko.agent.room.rooms names a room twice: " + rooms.get(i));
            }
        }
    }

    /** @param name in {@link #credentials}; empty for the pool's own */
    Optional<Login> login(Optional<String> name) {
        return name.isEmpty()
                ? Optional.of(new Login(username, password))
                : Optional.ofNullable(credentials.get(name.get()));
    }

    /** Every room, in the order given. */
    public List<Address> addresses() {
        return IntStream.range(0, rooms.size())
                .mapToObj(i -> address(rooms.get(i), i))
                .toList();
    }

    private static Address address(String text, int index) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        boolean named = equals > 0 && equals < colon;
        String name = named ? text.substring(0, equals).strip() : "room-" + (index + 1);
        URI uri = URI.create((named ? text.substring(equals + 1) : text).strip());
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "neko.agent.room.rooms must hold absolute addresses without credentials");
        }
        return new Address(name, uri);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RoomSettings[rooms=" + rooms + ", username=" + username + ", video=" + video + "]";
    }
}
