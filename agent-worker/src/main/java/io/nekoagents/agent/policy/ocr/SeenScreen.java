package io.nekoagents.agent.policy.ocr;

import org.jspecify.annotations.Nullable;

/** A frame that is read when somebody wants to know what is on it, and only once. */
final class SeenScreen {

    private final ScreenReader reader;
    private final Pixels frame;
    private @Nullable Layout layout;

    SeenScreen(ScreenReader reader, Pixels frame) {
        this.reader = reader;
        this.frame = frame;
    }

    Layout layout() throws OcrException {
        if (layout == null) {
            layout = new Layout(reader.read(frame));
        }
        return layout;
    }
}
