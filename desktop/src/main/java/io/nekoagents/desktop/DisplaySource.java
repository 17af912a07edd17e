package io.nekoagents.desktop;

import io.nekoagents.desktop.media.ScreenSource;
import io.nekoagents.desktop.x11.Screen;

/** The display as the camera films it. */
record DisplaySource(Screen screen) implements ScreenSource {

    @Override
    public int width() {
        return screen.width();
    }

    @Override
    public int height() {
        return screen.height();
    }

    @Override
    public void capture(byte[] bgra) {
        screen.capture(bgra);
    }
}
