package io.nekoagents.desktop;

import io.nekoagents.desktop.media.InputPacket;
import io.nekoagents.desktop.media.Microphone;
import io.nekoagents.desktop.media.ScreenSource;
import io.nekoagents.desktop.media.Studio;
import io.nekoagents.desktop.room.RoomServer;
import io.nekoagents.desktop.room.Stage;
import io.nekoagents.neko.message.SignalMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.handler.DefaultHandler;

/**
 * A room with protocol and media, but neither display nor browser: its screen is grey, and nothing acts. For those who speak
 * and listen only, and want many rooms.
 */
public final class QuietRoom implements AutoCloseable {

    private final Microphone microphone;
    private final Studio studio;
    private final RoomServer server;

    /** @param hears whether its members may speak */
    public QuietRoom(boolean hears) {
        microphone = new Microphone(hears);
        studio = new Studio(new Grey(), 5, microphone);
        server = RoomServer.start(
                new RoomServer.Address("127.0.0.1", 0),
                new RoomServer.Passwords("neko", "admin"),
                new NothingHappens(),
                studio,
                new DefaultHandler());
    }

    public URI baseUri() {
        return server.baseUri();
    }

    public Microphone microphone() {
        return microphone;
    }

    /** As {@link Desktop#buffered}. */
    public CompletableFuture<Optional<Duration>> buffered(String session) {
        return studio.buffered(session);
    }

    /** Past HTTP and WebSocket. */
    void signal(String session, SignalMessage message, Studio.Line line) {
        studio.signal(session, message, line);
    }

    /** Ends a member's media without a word over its WebSocket. */
    public void dropMedia(String session) {
        studio.leave(session);
    }

    @Override
    public void close() {
        server.close();
        studio.close();
    }

    private static final class Grey implements ScreenSource {
        @Override
        public int width() {
            return 320;
        }

        @Override
        public int height() {
            return 240;
        }

        @Override
        public void capture(byte[] bgra) {}
    }

    private static final class NothingHappens implements Stage {
        @Override
        public int width() {
            return 320;
        }

        @Override
        public int height() {
            return 240;
        }

        @Override
        public int framesPerSecond() {
            return 5;
        }

        @Override
        public void move(int x, int y) {}

        @Override
        public void button(int code, boolean down) {}

        @Override
        public void scroll(int deltaX, int deltaY) {}

        @Override
        public void key(int keysym, boolean down) {}

        @Override
        public void touch(InputPacket.Phase phase, int id, int x, int y) {}

        @Override
        public String clipboard() {
            return "";
        }

        @Override
        public void clipboard(String text) {}

        @Override
        public byte[] jpeg(int quality) {
            return new byte[0];
        }
    }
}
