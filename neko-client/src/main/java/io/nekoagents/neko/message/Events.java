package io.nekoagents.neko.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The names of the events, from m1k1o/neko's {@code events.go} and its chat plugin. */
final class Events {

    private static final Map<Class<? extends NekoMessage>, String> NAMES = new HashMap<>();
    private static final Map<String, Class<? extends NekoMessage>> TYPES = new HashMap<>();

    static {
        name("system/init", SystemMessage.Init.class);
        name("system/admin", SystemMessage.Admin.class);
        name("system/settings", SystemMessage.SettingsChanged.class);
        name("system/disconnect", SystemMessage.Disconnect.class);
        name("system/heartbeat", SystemMessage.Heartbeat.class);
        name("client/heartbeat", SystemMessage.ClientHeartbeat.class);
        name("signal/request", SignalMessage.Request.class);
        name("signal/provide", SignalMessage.Provide.class);
        name("signal/restart", SignalMessage.Restart.class);
        name("signal/offer", SignalMessage.Offer.class);
        name("signal/answer", SignalMessage.Answer.class);
        name("signal/candidate", SignalMessage.Candidate.class);
        name("signal/close", SignalMessage.Close.class);
        name("signal/video", SignalMessage.Video.class);
        name("signal/audio", SignalMessage.Audio.class);
        name("session/created", SessionMessage.Created.class);
        name("session/deleted", SessionMessage.Deleted.class);
        name("session/profile", SessionMessage.ProfileChanged.class);
        name("session/state", SessionMessage.StateChanged.class);
        name("session/cursors", SessionMessage.Cursors.class);
        name("control/host", ControlMessage.Host.class);
        name("control/request", ControlMessage.Request.class);
        name("control/release", ControlMessage.Release.class);
        name("control/move", ControlMessage.Move.class);
        name("control/scroll", ControlMessage.Scroll.class);
        name("control/buttonpress", ControlMessage.ButtonPress.class);
        name("control/buttondown", ControlMessage.ButtonDown.class);
        name("control/buttonup", ControlMessage.ButtonUp.class);
        name("control/keypress", ControlMessage.KeyPress.class);
        name("control/keydown", ControlMessage.KeyDown.class);
        name("control/keyup", ControlMessage.KeyUp.class);
        name("control/touchbegin", ControlMessage.TouchBegin.class);
        name("control/touchupdate", ControlMessage.TouchUpdate.class);
        name("control/touchend", ControlMessage.TouchEnd.class);
        name("control/cut", ControlMessage.Cut.class);
        name("control/copy", ControlMessage.Copy.class);
        name("control/paste", ControlMessage.Paste.class);
        name("control/select_all", ControlMessage.SelectAll.class);
        name("screen/updated", DesktopMessage.ScreenUpdated.class);
        name("screen/set", DesktopMessage.ScreenSet.class);
        name("clipboard/updated", DesktopMessage.ClipboardUpdated.class);
        name("clipboard/set", DesktopMessage.ClipboardSet.class);
        name("keyboard/modifiers", DesktopMessage.KeyboardModifiers.class);
        name("keyboard/map", DesktopMessage.KeyboardMap.class);
        name("broadcast/status", DesktopMessage.Broadcast.class);
        name("file_chooser_dialog/opened", DesktopMessage.FileDialogOpened.class);
        name("file_chooser_dialog/closed", DesktopMessage.FileDialogClosed.class);
        name("send/unicast", SendMessage.Unicast.class);
        name("send/broadcast", SendMessage.Broadcast.class);
        name("chat/init", ChatMessage.Init.class);
        name("chat/message", ChatMessage.Said.class);
        NAMES.put(ChatMessage.Say.class, "chat/message");
    }

    private Events() {}

    private static void name(String event, Class<? extends NekoMessage> type) {
        NAMES.put(type, event);
        TYPES.put(event, type);
    }

    static String nameOf(NekoMessage message) {
        return Objects.requireNonNull(NAMES.get(message.getClass()), "event of " + message.getClass());
    }

    static Optional<Class<? extends NekoMessage>> typeOf(String event) {
        return Optional.ofNullable(TYPES.get(event));
    }
}
