package io.nekoagents.neko;

/** The keys under which log events carry their context. */
final class LogKeys {

    static final String ROOM = "room";
    static final String PROBLEM = "problem";
    static final String PAUSE = "pause";

    private LogKeys() {}
}
