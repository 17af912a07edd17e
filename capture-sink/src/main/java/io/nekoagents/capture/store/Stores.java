package io.nekoagents.capture.store;

/** Opens stores by their address. Thread-safe. */
@FunctionalInterface
public interface Stores {

    /** What is below an address; nothing is looked at yet. */
    Store at(Address address);
}
