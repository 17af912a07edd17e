package io.nekoagents.agent.execute;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The rests between the parts of an action, which programs that were made for people need. */
@FunctionalInterface
public interface Pace {

    /** A person's pace. */
    Pace HUMAN = rest -> TimeUnit.NANOSECONDS.sleep(rest.toNanos());

    void rest(Duration rest) throws InterruptedException;
}
