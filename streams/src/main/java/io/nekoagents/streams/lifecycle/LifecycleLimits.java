package io.nekoagents.streams.lifecycle;

import java.time.Duration;

/**
 * How patient the lifecycle is.
 *
 * @param maxAttempts runs a task may lose to faults of the infrastructure before it fails, at least 1
 * @param backoff wait before the first retry; doubles with each further one
 * @param maxBackoff longest wait before a retry
 * @param heartbeatTimeout a run that is silent for longer is lost
 * @param maxQueueTime a task that waits longer for its first run fails
 * @param maxPause a task that is paused for longer fails
 * @param retention how long the state of an ended task is kept
 */
record LifecycleLimits(
        int maxAttempts,
        Duration backoff,
        Duration maxBackoff,
        Duration heartbeatTimeout,
        Duration maxQueueTime,
        Duration maxPause,
        Duration retention) {

    /** Wait before the retry that follows the given number of faults, at least 1. */
    Duration backoffAfter(int faults) {
        int doublings = Math.min(faults - 1, 30);
        Duration wait = backoff.multipliedBy(1L << doublings);
        return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
    }
}
