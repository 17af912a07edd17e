package io.nekoagents.tts.speech;

/** A room that is spoken in, by one request at a time. */
public interface Stage extends Outlet, AutoCloseable {

    /** Falls silent: what waits to be heard is forgotten, and nothing more is taken. */
    void hush();

    @Override
    void close();
}
