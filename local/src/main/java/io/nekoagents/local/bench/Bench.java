package io.nekoagents.local.bench;

import io.nekoagents.local.stack.Progress;

/** One measurement. */
@FunctionalInterface
public interface Bench {

    BenchReport run(BenchStack stack, Progress progress) throws Exception;
}
