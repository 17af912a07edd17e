package io.nekoagents.agent.policy.openai;

import java.time.Duration;

/** Lets time pass. */
interface Pause {

    void rest(Duration duration) throws InterruptedException;
}
