package io.nekoagents.agent.run;

/** A place, for as long as a run needs it. */
record Stay(Place place, Runnable leaving) implements AutoCloseable {

    static Stay at(Place place) {
        return new Stay(place, () -> {});
    }

    @Override
    public void close() {
        leaving.run();
    }
}
