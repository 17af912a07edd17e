package io.nekoagents.tts.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.neko.RoomAddresses;
import io.nekoagents.schema.connect.SessionBook;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.tts.speech.SpeechFailedException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each key of a request is: the room of a session, the room where a task runs, or one that is watched. Addresses come
 * from the log, where workers said them; only what the settings allow is entered.
 */
final class Whereabouts {

    private static final int KEY_BYTES = 8;

    private final SessionBook sessions;
    private final TaskBook tasks;
    private final RoomSettings settings;
    private final Map<String, RoomSettings.Watched> watched = new HashMap<>();

    /** A room, and how it is entered. */
    record Place(URI address, RoomSettings.Login login) {}

    /** A place that is listened to whatever happens there. */
    record WatchedPlace(String tenant, Place place) {}

    Whereabouts(SessionBook sessions, TaskBook tasks, RoomSettings settings) {
        this.sessions = sessions;
        this.tasks = tasks;
        this.settings = settings;
        settings.watchedRooms().forEach(room -> watched.put(keyOf(room.address()), room));
    }

    /** Under which speech in a watched room is asked for: {@code room_} and 16 hex digits of its address's SHA-256. */
    static String keyOf(URI address) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(address.toString().getBytes(UTF_8));
            return "room_" + HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The rooms of the settings, by their keys. */
    Map<String, WatchedPlace> watchedPlaces() {
        RoomSettings.Login login = settings.login();
        Map<String, WatchedPlace> places = new HashMap<>();
        watched.forEach((key, room) ->
                places.put(key, new WatchedPlace(room.tenant(), new Place(room.address(), login))));
        return places;
    }

    /**
     * Waits for a session that has no room yet.
     *
     * @throws SpeechFailedException if there is no such place for the tenant
     */
    Place of(String tenant, String key) throws SpeechFailedException, InterruptedException {
        RoomSettings.Watched room = watched.get(key);
        if (room != null && room.tenant().equals(tenant)) {
            return new Place(room.address(), settings.login());
        }
        if (TaskRules.isTaskId(key)) {
            TaskState task = tasks.find(tenant, key)
                    .orElseThrow(() -> new SpeechFailedException("unknown_session", "There is no task " + key));
            return at(task);
        }
        SessionState session = sessions.settled(tenant, key, settings.patience())
                .orElseThrow(() -> new SpeechFailedException("unknown_session", "There is no session " + key));
        return at(session);
    }

    /** As {@link #of}, if it is so at this moment. */
    Optional<Place> now(SessionState session) {
        try {
            return session.getStatus() == SessionStatus.OPEN ? Optional.of(at(session)) : Optional.empty();
        } catch (SpeechFailedException _) {
            return Optional.empty(); // who asks to speak there is told
        }
    }

    Optional<Place> now(TaskState task) {
        try {
            return Optional.of(at(task));
        } catch (SpeechFailedException _) {
            return Optional.empty();
        }
    }

    private Place at(TaskState task) throws SpeechFailedException {
        return place(String.valueOf(task.getRoom()), settings.login());
    }

    private Place at(SessionState session) throws SpeechFailedException {
        return switch (session.getStatus()) {
            case OPEN ->
                place(
                        session.getRoom() == null ? "" : session.getRoom().getAddress(),
                        login(session.getSpec().getCredentials()));
            case CLOSING, CLOSED ->
                throw new SpeechFailedException("session_closed", "The session has ended, or is about to");
            case REQUESTED, PREPARING, UNKNOWN ->
                throw new SpeechFailedException(
                        "session_not_ready",
                        "The session has no room yet, after "
                                + settings.patience().toSeconds() + " s");
        };
    }

    private Place place(String said, RoomSettings.Login login) throws SpeechFailedException {
        return RoomAddresses.canonical(said)
                .filter(address -> RoomAddresses.of(login.mayEnter()).hold(address)
                        || watched.values().stream()
                                .anyMatch(room -> room.address().equals(address)))
                .map(address -> new Place(address, login))
                .orElseThrow(() ->
                        new SpeechFailedException("room_not_allowed", "This worker may not enter the room " + said));
    }

    private RoomSettings.Login login(@Nullable String credentials) throws SpeechFailedException {
        return (credentials == null ? Optional.of(settings.login()) : settings.login(credentials))
                .orElseThrow(() -> new SpeechFailedException(
                        "unknown_credentials", "This worker has no credentials " + credentials));
    }
}
