package io.nekoagents.capture.recorder;

import io.nekoagents.schema.capture.Origin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What every recording needs.
 *
 * @param nanos as {@link System#nanoTime()}
 * @param agents names under which agents are in rooms
 * @param patience longest time a room may be away
 */
record RecorderTools(
        String recorderId,
        RecordingLog log,
        FrameKeeper keeper,
        RecordingWriter.Limits limits,
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator random,
        Set<String> agents,
        Duration patience,
        RecorderMeters meters) {

    EpisodeClock episodeClock() {
        return new EpisodeClock(clock, nanos);
    }

    /** Part of the names of a recording's frames: where another recorder goes on with an episode, it overwrites none. */
    String take() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    /** Whose a line of chat is. A person can call himself as an agent does; what he says is then labelled so. */
    Origin originOf(String name) {
        return agents.contains(name) ? Origin.AGENT : Origin.HUMAN;
    }

    /** Whose a frame is: the agent's while it has the room, else people's. */
    Origin origin(Optional<String> host) {
        return host.map(this::originOf).orElse(Origin.HUMAN);
    }
}
