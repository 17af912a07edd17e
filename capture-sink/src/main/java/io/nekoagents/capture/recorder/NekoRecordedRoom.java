package io.nekoagents.capture.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.capture.store.Sums;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.neko.message.ScreenSize;
import java.awt.Dimension;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** A Neko room; the client mends its connection by itself. */
final class NekoRecordedRoom implements RecordedRoom {

    private final URI address;
    private final NekoRoom room;
    private final Video video;
    private final InstantSource clock;

    private NekoRecordedRoom(URI address, NekoRoom room, Video video, InstantSource clock) {
        this.address = address;
        this.room = room;
        this.video = video;
        this.clock = clock;
    }

    /** Enters a room as the settings say; tries once. */
    static RecordedRoom enter(
            URI address, RecorderSettings.Login login, RecorderSettings.VideoSource source, InstantSource clock)
            throws RoomAwayException {
        Video video = switch (source) {
            // Recordings fetch their own, each at its time and of its quality.
            case SCREENSHOTS -> Video.NONE;
            case WEBRTC -> Video.WEBRTC;
        };
        try {
            NekoSettings settings =
                    NekoSettings.of(address, login.username(), login.password()).withVideo(video);
            return new NekoRecordedRoom(address, NekoRoom.connect(settings), video, clock);
        } catch (NekoException e) {
            throw new RoomAwayException("The room cannot be entered: " + e.getMessage(), e);
        }
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public Dimension screen() throws RoomAwayException {
        ScreenSize told = room.state().screen();
        try {
            ScreenSize size = told.isKnown() ? told : room.screen();
            if (size.isKnown()) {
                return new Dimension(size.width(), size.height());
            }
            throw new RoomAwayException("The room does not say how large its screen is", null);
        } catch (NekoException e) {
            throw new RoomAwayException("The room does not say how large its screen is: " + e.getMessage(), e);
        }
    }

    @Override
    public Presence presence() {
        return switch (room.state().phase()) {
            case CONNECTED -> Presence.HERE;
            case RECONNECTING -> Presence.AWAY;
            case CLOSED -> Presence.GONE;
        };
    }

    @Override
    public Optional<String> host() {
        return room.state().hostId().flatMap(room::nameOf);
    }

    @Override
    public Eye eye(int quality) {
        return video == Video.WEBRTC ? new VideoEye(room.frames(), quality) : new ScreenshotEye(room, quality, clock);
    }

    @Override
    @SuppressWarnings("resource") // for as long as we are in the room
    public void listen(Consumer<Line> listener) {
        AutoCloseable _ = room.chat().listen(line -> listener.accept(line(line)));
    }

    private Line line(ChatLine heard) {
        String said = heard.sender() + "\n" + heard.created() + "\n" + heard.text();
        return new Line(
                Sums.sha256(said.getBytes(UTF_8)),
                room.nameOf(heard.sender()).orElse(""),
                heard.sender().equals(room.state().sessionId()),
                heard.text());
    }

    @Override
    public void say(String text) throws RoomAwayException {
        try {
            room.chat().say(text);
        } catch (NekoException e) {
            throw new RoomAwayException("The room takes no chat: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        room.close();
    }
}
