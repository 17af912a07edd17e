package io.nekoagents.desktop.room;

import io.nekoagents.desktop.media.InputPacket;
import io.nekoagents.desktop.media.Studio;
import io.nekoagents.neko.message.ChatMessage;
import io.nekoagents.neko.message.ControlMessage;
import io.nekoagents.neko.message.DesktopMessage;
import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.ScreenSize;
import io.nekoagents.neko.message.SendMessage;
import io.nekoagents.neko.message.SessionMessage;
import io.nekoagents.neko.message.SignalMessage;
import io.nekoagents.neko.message.SystemMessage;
import io.nekoagents.neko.message.Unknown;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the room, who controls it, and what follows from what they say. Thread-safe. */
final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final int HEARTBEAT_SECONDS = 10;

    private final Accounts accounts;
    private final Stage stage;
    private final Studio studio;
    private final Controls controls;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private @Nullable String host;

    Room(Accounts accounts, Stage stage, Studio studio, InstantSource clock) {
        this.accounts = accounts;
        this.stage = stage;
        this.studio = studio;
        this.controls = new Controls(stage);
        this.clock = clock;
    }

    synchronized Optional<Member> login(String username, String password) {
        return accounts.profile(username, password).map(profile -> {
            Member member = new Member(secret(8), secret(24), profile);
            members.put(member.id(), member);
            broadcast(member.described());
            return member;
        });
    }

    synchronized void logout(Member member) {
        member.connection().ifPresent(connection -> connection.close("logged out"));
        members.remove(member.id());
        release(member.id());
        broadcast(new SessionMessage.Deleted(member.id()));
    }

    synchronized Optional<Member> byToken(String token) {
        return members.values().stream()
                .filter(member -> member.token().equals(token))
                .findFirst();
    }

    synchronized List<SessionMessage.Created> sessions() {
        return members.values().stream().map(Member::described).toList();
    }

    synchronized ControlMessage.Host host() {
        return new ControlMessage.Host("", host != null, host);
    }

    /** A session's socket is open; one it had before is closed. */
    synchronized void connect(Member member, Member.Connection connection) {
        member.connection().ifPresent(old -> old.close("connected again"));
        member.connected(connection, clock.instant());
        connection.send(init(member));
        if (member.profile().admin()) {
            connection.send(new SystemMessage.Admin(new DesktopMessage.Broadcast(false, null)));
        }
        connection.send(new ChatMessage.Init(true));
        broadcast(new SessionMessage.StateChanged(member.id(), member.state()));
    }

    synchronized void disconnect(Member member, Member.Connection connection) {
        if (member.connection().filter(connection::equals).isEmpty()) {
            return;
        }
        member.disconnected();
        studio.leave(member.id());
        release(member.id());
        broadcast(new SessionMessage.StateChanged(member.id(), member.state()));
    }

    private SystemMessage.Init init(Member member) {
        Map<String, SessionMessage.Created> sessions = new HashMap<>();
        members.values().forEach(each -> sessions.put(each.id(), each.described()));
        SystemMessage.Settings settings =
                new SystemMessage.Settings(false, false, false, false, true, false, true, HEARTBEAT_SECONDS, null);
        return new SystemMessage.Init(
                member.id(),
                host(),
                screen(),
                sessions,
                settings,
                true,
                false,
                new SystemMessage.Webrtc(List.of("main")));
    }

    ScreenSize screen() {
        return new ScreenSize(stage.width(), stage.height(), stage.framesPerSecond());
    }

    /** What a session says on its socket. */
    void hear(Member member, NekoMessage message) {
        switch (message) {
            case SignalMessage signal -> signal(member, signal);
            case ControlMessage control -> control(member, control);
            case ChatMessage.Say(String text) -> say(member, text);
            case ChatMessage.Said said -> say(member, said.text());
            case SendMessage.Broadcast(var _, String subject, var body) ->
                broadcast(new SendMessage.Broadcast(member.id(), subject, body));
            case SendMessage.Unicast(var _, String receiver, String subject, var body) ->
                tell(receiver, new SendMessage.Unicast(member.id(), receiver, subject, body));
            case DesktopMessage.ClipboardSet(String text) -> ifHost(member, () -> stage.clipboard(text));
            case DesktopMessage _, SystemMessage _, SessionMessage _, ChatMessage.Init _ -> {}
            case Unknown unknown ->
                LOG.atDebug().addKeyValue("type", unknown.event()).log("A message is not understood");
        }
    }

    private void say(Member member, String text) {
        broadcast(new ChatMessage.Said(member.id(), clock.instant(), new ChatMessage.Content(text)));
    }

    private void signal(Member member, SignalMessage message) {
        Consumer<SignalMessage> answers = answer -> tell(member.id(), answer);
        Consumer<InputPacket> input = packet -> {
            if (isHost(member)) {
                controls.apply(packet);
            }
        };
        if (message instanceof SignalMessage.Request) {
            synchronized (this) {
                member.watching(true);
            }
        }
        studio.signal(member.id(), message, new Studio.Line(answers, input));
    }

    private void control(Member member, ControlMessage message) {
        switch (message) {
            case ControlMessage.Request _ -> request(member);
            case ControlMessage.Release _ -> release(member.id());
            case ControlMessage.Host _ -> {}
            default -> {
                // The room has implicit hosting: whoever acts while nobody hosts, hosts.
                if (hostImplicitly(member)) {
                    controls.apply(message);
                }
            }
        }
    }

    private synchronized boolean hostImplicitly(Member member) {
        if (host == null) {
            makeHost(member.id(), member.id());
        }
        return member.id().equals(host);
    }

    private synchronized boolean isHost(Member member) {
        return member.id().equals(host);
    }

    private void ifHost(Member member, Runnable action) {
        if (isHost(member)) {
            action.run();
        }
    }

    /** Control is given if nobody has it; else the host is told who asks. */
    synchronized boolean request(Member member) {
        if (host == null) {
            makeHost(member.id(), member.id());
        } else if (!member.id().equals(host)) {
            tell(host, new ControlMessage.Request(member.id()));
        }
        return member.id().equals(host);
    }

    /** An admin's control, whoever had it. */
    synchronized void take(Member admin) {
        makeHost(admin.id(), admin.id());
    }

    /** False if there is no such session. */
    synchronized boolean give(Member by, String session) {
        if (!members.containsKey(session)) {
            return false;
        }
        makeHost(session, by.id());
        return true;
    }

    synchronized void reset(Member by) {
        makeHost(null, by.id());
    }

    synchronized void release(String session) {
        if (session.equals(host)) {
            makeHost(null, session);
        }
    }

    private void makeHost(@Nullable String session, String by) {
        host = session;
        controls.letGo();
        broadcast(new ControlMessage.Host(by, session != null, session));
    }

    private synchronized void tell(String session, NekoMessage message) {
        Member member = members.get(session);
        if (member != null) {
            member.tell(message);
        }
    }

    synchronized void broadcast(NekoMessage message) {
        members.values().forEach(member -> member.tell(message));
    }

    /** Everybody out. */
    synchronized void close() {
        Collection<Member> all = List.copyOf(members.values());
        all.forEach(member -> member.connection().ifPresent(connection -> connection.close("the room closes")));
        members.clear();
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
