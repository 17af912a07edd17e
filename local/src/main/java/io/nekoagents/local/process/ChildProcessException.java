package io.nekoagents.local.process;

import org.jspecify.annotations.Nullable;

/** A part of the stack that is a process of its own did not start. */
public final class ChildProcessException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ChildProcessException(String message) {
        this(message, null);
    }

    ChildProcessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
