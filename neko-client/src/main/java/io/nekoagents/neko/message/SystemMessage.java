package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the room says about itself. */
public sealed interface SystemMessage extends NekoMessage {

    /**
     * The first message of every connection.
     *
     * @param sessionId who we are in this room
     * @param controlHost who controls it
     * @param sessions everybody, by session id
     */
    record Init(
            String sessionId,
            ControlMessage.Host controlHost,
            ScreenSize screenSize,
            Map<String, SessionMessage.Created> sessions,
            Settings settings,
            boolean touchEvents,
            boolean screencastEnabled,
            Webrtc webrtc)
            implements SystemMessage {

        public Init(
                String sessionId,
                ControlMessage.@Nullable Host controlHost,
                @Nullable ScreenSize screenSize,
                @Nullable Map<String, SessionMessage.Created> sessions,
                @Nullable Settings settings,
                boolean touchEvents,
                boolean screencastEnabled,
                @Nullable Webrtc webrtc) {
            this.sessionId = Objects.requireNonNull(sessionId, "session_id");
            this.controlHost = Objects.requireNonNullElse(controlHost, ControlMessage.Host.NOBODY);
            this.screenSize = Objects.requireNonNullElse(screenSize, new ScreenSize(0, 0, 0));
            this.sessions = sessions == null ? Map.of() : Map.copyOf(sessions);
            this.settings = Objects.requireNonNullElse(settings, Settings.UNTOLD);
            this.touchEvents = touchEvents;
            this.screencastEnabled = screencastEnabled;
            this.webrtc = Objects.requireNonNullElse(webrtc, new Webrtc(List.of()));
        }
    }

    /** @param videos ids of the video streams that {@code signal/request} can select */
    record Webrtc(List<String> videos) {
        public Webrtc(@Nullable List<String> videos) {
            this.videos = videos == null ? List.of() : List.copyOf(videos);
        }
    }

    /** @param heartbeatInterval seconds between two heartbeats of a client, 0 for none */
    record Settings(
            boolean privateMode,
            boolean lockedLogins,
            boolean lockedControls,
            boolean controlProtection,
            boolean implicitHosting,
            boolean inactiveCursors,
            boolean mercifulReconnect,
            int heartbeatInterval,
            @Nullable JsonNode plugins) {

        static final Settings UNTOLD = new Settings(false, false, false, false, false, false, false, 0, null);
    }

    /** Sent to admins after {@link Init}. */
    record Admin(DesktopMessage.@Nullable Broadcast broadcastStatus) implements SystemMessage {}

    /** @param id the session that changed the settings */
    record SettingsChanged(String id, @JsonUnwrapped Settings settings) implements SystemMessage {}

    /** The room is about to end this connection. */
    record Disconnect(String message) implements SystemMessage {
        public Disconnect(@Nullable String message) {
            this.message = Objects.requireNonNullElse(message, "");
        }
    }

    record Heartbeat() implements SystemMessage {}

    record ClientHeartbeat() implements SystemMessage {}
}
