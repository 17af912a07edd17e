package io.nekoagents.agent.policy;

import java.util.Optional;

/** Finishes every task at its first frame: for measuring everything but the deciding. */
public final class NoopPolicy implements Policy {

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public Decision decide(Observation seen, StepContext context) {
        return new Decision.Finish(Optional.empty());
    }
}
