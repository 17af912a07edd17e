package io.nekoagents.capture.recorder;

import io.nekoagents.neko.RoomAddresses;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.connect.SessionBook;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds out whether and where a command's episode can be recorded, and enters the room. */
final class Lobby {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SessionBook sessions;
    private final RecorderSettings settings;
    private final Rooms rooms;
    private final RecorderTools tools;

    Lobby(SessionBook sessions, RecorderSettings settings, Rooms rooms, RecorderTools tools) {
        this.sessions = sessions;
        this.settings = settings;
        this.rooms = rooms;
        this.tools = tools;
    }

    /** What became of a command. */
    sealed interface Admission {

        /** @param stay in the room, to be ended with the recording */
        record Admitted(Recording.Plan plan, Rooms.Stay stay) implements Admission {}

        record Refused(String code, String message) implements Admission {}
    }

    /** Waits until the session's room is ready, or will not be. */
    void await(RecordEpisode command) throws InterruptedException {
        var _ = sessions.settled(command.getTenant(), command.getSessionId(), tools.patience());
    }

    /** As the session stands now. */
    Admission admit(RecordEpisode command) throws InterruptedException {
        CaptureOptions options = command.getOptions();
        Instant latest = command.getRequestedAt().plusSeconds(options.getTimeoutSeconds());
        if (tools.clock().instant().isAfter(latest)) {
            return new Admission.Refused("expired", "The time in which it was to be recorded is over");
        }
        Optional<SessionState> session = sessions.settled(command.getTenant(), command.getSessionId(), Duration.ZERO);
        if (session.isEmpty()) {
            return new Admission.Refused("unknown_session", "There is no session " + command.getSessionId());
        }
        return session.get().getStatus() == SessionStatus.OPEN ? admit(command, session.get()) : notOpen(session.get());
    }

    private static Admission notOpen(SessionState session) {
        return switch (session.getStatus()) {
            case CLOSING, CLOSED -> new Admission.Refused("session_closed", "The session has ended, or is about to");
            case REQUESTED, PREPARING, UNKNOWN, OPEN ->
                new Admission.Refused("session_not_ready", "The session has no room yet");
        };
    }

    private Admission admit(RecordEpisode command, SessionState session) throws InterruptedException {
        String credentials = session.getSpec().getCredentials();
        Optional<RecorderSettings.Login> login = settings.login(credentials);
        if (login.isEmpty()) {
            return new Admission.Refused("unknown_credentials", "This recorder has no credentials " + credentials);
        }
        String said = session.getRoom() == null ? "" : session.getRoom().getAddress();
        Optional<URI> address = RoomAddresses.canonical(said).filter(room -> settings.mayEnter(credentials, room));
        if (address.isEmpty()) {
            return new Admission.Refused("room_not_allowed", "This recorder may not enter the room " + said);
        }
        try {
            return admitted(command, session, enter(address.get(), login.get()));
        } catch (RoomAwayException e) {
            return new Admission.Refused("room_unreachable", String.valueOf(e.getMessage()));
        }
    }

    private Admission admitted(RecordEpisode command, SessionState session, Rooms.Stay stay) {
        boolean planned = false;
        try {
            Admission admission = new Admission.Admitted(plan(command, session, stay), stay);
            planned = true;
            return admission;
        } finally {
            if (!planned) {
                stay.close();
            }
        }
    }

    /** An agent acts while a task has the session's room, people otherwise, unless an agent has the mouse. */
    private Recording.Plan plan(RecordEpisode command, SessionState session, Rooms.Stay stay) {
        Origin origin =
                session.getTaskId() == null ? tools.origin(stay.desk().room().host()) : Origin.AGENT;
        return new Recording.Plan(
                command.getEpisodeId(),
                command.getTenant(),
                command.getSessionId(),
                command.getTaskDescription(),
                command.getOptions(),
                command.getRequestedAt(),
                origin);
    }

    private Rooms.Stay enter(URI address, RecorderSettings.Login login) throws RoomAwayException, InterruptedException {
        long until = System.nanoTime() + tools.patience().toNanos();
        while (true) {
            try {
                return rooms.enter(address, login);
            } catch (RoomAwayException e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
            }
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        }
    }
}
