package io.nekoagents.neko;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to enter a room.
 *
 * @param room such as {@code https://host:8080/}, with the room's path prefix if it has one
 * @param username shown to others
 * @param password of a user or an admin; kept out of {@link #toString()}
 * @param microphone whether to speak in the room, see {@link NekoRoom#microphone}; works without video, too
 * @param connectTimeout for all of connecting
 * @param commandTimeout for one request, and for {@link Control#take()}
 * @param screenshotInterval between two fetches, for {@link Video#SCREENSHOTS}
 */
public record NekoSettings(
        URI room,
        String username,
        String password,
        Video video,
        Ice ice,
        boolean microphone,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration screenshotInterval) {

    public NekoSettings {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(video, "video");
        Objects.requireNonNull(ice, "ice");
        if (!"http".equals(room.getScheme()) && !"https".equals(room.getScheme())) {
            throw new IllegalArgumentException("room must be an http or https URI: " + room);
        }
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(commandTimeout, "commandTimeout");
        requirePositive(screenshotInterval, "screenshotInterval");
    }

    /** Video by WebRTC, no microphone, 30 s to connect, 10 s for a command, a screenshot each second. */
    public static NekoSettings of(URI room, String username, String password) {
        return new NekoSettings(
                room,
                username,
                password,
                Video.WEBRTC,
                Ice.ROOM,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }

    public NekoSettings withVideo(Video other) {
        return new NekoSettings(
                room, username, password, other, ice, microphone, connectTimeout, commandTimeout, screenshotInterval);
    }

    public NekoSettings withIce(Ice other) {
        return new NekoSettings(
                room, username, password, video, other, microphone, connectTimeout, commandTimeout, screenshotInterval);
    }

    public NekoSettings withMicrophone(boolean other) {
        return new NekoSettings(
                room, username, password, video, ice, other, connectTimeout, commandTimeout, screenshotInterval);
    }

    public NekoSettings withConnectTimeout(Duration other) {
        return new NekoSettings(
                room, username, password, video, ice, microphone, other, commandTimeout, screenshotInterval);
    }

    public NekoSettings withCommandTimeout(Duration other) {
        return new NekoSettings(
                room, username, password, video, ice, microphone, connectTimeout, other, screenshotInterval);
    }

    public NekoSettings withScreenshotInterval(Duration other) {
        return new NekoSettings(
                room, username, password, video, ice, microphone, connectTimeout, commandTimeout, other);
    }

    @Override
    public String toString() {
        return "NekoSettings[room=%s, username=%s, password=***, video=%s, ice=%s, microphone=%s, connectTimeout=%s]"
                .formatted(room, username, video, ice, microphone, connectTimeout);
    }

    private static void requirePositive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
