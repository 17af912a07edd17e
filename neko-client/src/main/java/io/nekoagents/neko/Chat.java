package io.nekoagents.neko;

import java.util.function.Consumer;

/** The room's chat. */
public interface Chat {

    void say(String text) throws NekoException;

    /**
     * Hears every line from now on, our own included, also after reconnects. Lines come one at a time on the room's chat
     * thread; what a listener throws is logged and stops nothing.
     *
     * @return closes the ear
     */
    AutoCloseable listen(Consumer<ChatLine> listener);
}
