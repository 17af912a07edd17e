package io.nekoagents.local.stack;

/** Hears what is being started. */
@FunctionalInterface
public interface Progress {

    void step(String what);
}
