package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.ActionSpace;
import org.jspecify.annotations.Nullable;

/** A frame that is read when somebody wants to know what is on it, and only once. */
final class SeenScreen {

    private final ScreenReader reader;
    private final Pixels frame;
    private final ActionSpace space;
    private @Nullable Layout layout;

    SeenScreen(ScreenReader reader, Pixels frame, ActionSpace space) {
        this.reader = reader;
        this.frame = frame;
        this.space = space;
    }

    Layout layout() throws OcrException {
        if (layout == null) {
            layout = new Layout(reader.read(frame), space);
        }
        return layout;
    }
}
