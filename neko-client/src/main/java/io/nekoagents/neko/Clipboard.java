package io.nekoagents.neko;

/** The room's clipboard; the room lets only the host at it, and only with the right to it. */
public interface Clipboard {

    /** @throws NekoException.NoControl if the room does not let us */
    String read() throws NekoException;

    /** @throws NekoException.NoControl if the room does not let us */
    void write(String text) throws NekoException;
}
