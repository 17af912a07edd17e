package io.nekoagents.neko;

import org.jspecify.annotations.Nullable;

/** What can go wrong with a room. */
public abstract sealed class NekoException extends RuntimeException {

    private NekoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The room does not accept the name and password, or no logins at all. Ends reconnecting. */
    public static final class LoginRefused extends NekoException {
        LoginRefused(String message) {
            super(message, null);
        }
    }

    /** Nothing answers, the connection broke, or the room is closed. */
    public static final class Unreachable extends NekoException {
        Unreachable(String message) {
            super(message, null);
        }

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The other side does not behave as a Neko room does, or has no room for us. */
    public static final class Protocol extends NekoException {
        Protocol(String message) {
            super(message, null);
        }

        Protocol(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static final class TimedOut extends NekoException {
        TimedOut(String message) {
            super(message, null);
        }
    }

    /** The room does not let us, because another is in control or our profile lacks the right. */
    public static final class NoControl extends NekoException {
        NoControl(String message) {
            super(message, null);
        }
    }

    /** The room takes no audio from us: our profile may not share media, or the room does not receive any. */
    public static final class NoMicrophone extends NekoException {
        NoMicrophone(String message) {
            super(message, null);
        }
    }

    /** The screen's size is unknown, or the point is not on it. */
    public static final class Refused extends NekoException {
        Refused(String message) {
            super(message, null);
        }
    }
}
